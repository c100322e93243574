package dev.bellwether.promql.functions;

import dev.bellwether.promql.annotation.QueryMessages;

/** Finds ranges that hold floats as well as histograms. */
final class Mixture {
    private Mixture() {}

    /** Whether both are in the window; if so, people are warned. */
    static boolean isMixed(Window window, RangeOutput output) {
        if (window.floatCount() > 0 && window.histogramCount() > 0) {
            output.annotate(QueryMessages.mixedFloatsHistograms(window.metricName(), window.span()));
            return true;
        }
        return false;
    }
}
