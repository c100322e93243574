package dev.bellwether.promql.functions;

import dev.bellwether.promql.annotation.NumberText;
import dev.bellwether.promql.annotation.QueryMessages;

/** {@code double_exponential_smoothing}: newer samples weigh more, a trend is followed. */
final class DoubleExponentialSmoothing {
    private DoubleExponentialSmoothing() {}

    static void evaluate(Window window, double[] parameters, RangeOutput output) {
        double smoothing = requireFactor("smoothing", "sf", parameters[0]);
        double trendFactor = requireFactor("trend", "tf", parameters[1]);
        if (window.floatCount() > 0 && window.histogramCount() > 0) {
            output.annotate(QueryMessages.histogramsIgnoredInRange(window.metricName(), window.span()));
        }
        if (window.floatCount() < 2) {
            return;
        }
        int first = window.floatStart();
        double before = 0;
        double smoothed = window.value(first);
        double trend = window.value(first + 1) - window.value(first);
        for (int i = first + 1; i < window.floatEnd(); i++) {
            if (i > first + 1) {
                trend = trendFactor * (smoothed - before) + (1 - trendFactor) * trend;
            }
            double next = smoothing * window.value(i) + (1 - smoothing) * (smoothed + trend);
            before = smoothed;
            smoothed = next;
        }
        output.set(smoothed);
    }

    private static double requireFactor(String name, String symbol, double factor) {
        if (factor <= 0 || factor >= 1) {
            throw new InvalidArgumentException(
                    "invalid " + name + " factor. Expected: 0 < " + symbol + " < 1, got: " + NumberText.fixed(factor));
        }
        return factor;
    }
}
