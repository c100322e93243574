package dev.bellwether.promql.functions;

import static java.util.Map.entry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of range vectors by their names. */
public final class RangeFunctions {
    private static final Map<String, RangeFunction> BY_NAME = Map.ofEntries(
            entry("absent_over_time", RangeFunctions::one),
            entry("avg_over_time", MeanOverTime::evaluate),
            entry("changes", Transitions::changes),
            entry("count_over_time", RangeFunctions::count),
            entry("delta", new Rate(false, false)),
            entry("deriv", LinearRegression::derivative),
            entry("double_exponential_smoothing", DoubleExponentialSmoothing::evaluate),
            entry("first_over_time", RangeFunctions::first),
            entry("idelta", new InstantRate(false)),
            entry("increase", new Rate(true, false)),
            entry("irate", new InstantRate(true)),
            entry("last_over_time", RangeFunctions::last),
            entry("mad_over_time", OverTime::medianAbsoluteDeviation),
            entry("max_over_time", OverTime::maximum),
            entry("min_over_time", OverTime::minimum),
            entry("predict_linear", LinearRegression::prediction),
            entry("present_over_time", RangeFunctions::one),
            entry("quantile_over_time", OverTime::quantile),
            entry("rate", new Rate(true, true)),
            entry("resets", Transitions::resets),
            entry("stddev_over_time", OverTime::standardDeviation),
            entry("stdvar_over_time", OverTime::variance),
            entry("sum_over_time", SumOverTime::evaluate),
            entry("ts_of_first_over_time", RangeFunctions::firstTime),
            entry("ts_of_last_over_time", RangeFunctions::lastTime),
            entry("ts_of_max_over_time", OverTime::maximumTime),
            entry("ts_of_min_over_time", OverTime::minimumTime));

    private RangeFunctions() {}

    /** The function of a name, or null where there is none of this kind. */
    public static @Nullable RangeFunction byName(String name) {
        return BY_NAME.get(name);
    }

    private static void one(Window window, double[] parameters, RangeOutput output) {
        output.set(1);
    }

    private static void count(Window window, double[] parameters, RangeOutput output) {
        output.set(window.floatCount() + window.histogramCount());
    }

    private static void first(Window window, double[] parameters, RangeOutput output) {
        int f = window.floatStart();
        int h = window.histogramStart();
        boolean isFloat = window.histogramCount() == 0
                || (window.floatCount() > 0 && window.floatTime(f) < window.histogramTime(h));
        if (isFloat) {
            output.set(window.value(f));
        } else {
            output.set(window.histogram(h));
        }
    }

    private static void last(Window window, double[] parameters, RangeOutput output) {
        int f = window.floatEnd() - 1;
        int h = window.histogramEnd() - 1;
        boolean isFloat = window.histogramCount() == 0
                || (window.floatCount() > 0 && window.histogramTime(h) < window.floatTime(f));
        if (isFloat) {
            output.set(window.value(f));
        } else {
            output.set(window.histogram(h));
        }
    }

    private static void firstTime(Window window, double[] parameters, RangeOutput output) {
        long first = Long.MAX_VALUE;
        if (window.floatCount() > 0) {
            first = window.floatTime(window.floatStart());
        }
        if (window.histogramCount() > 0) {
            first = Math.min(first, window.histogramTime(window.histogramStart()));
        }
        output.set(first / 1000.0);
    }

    private static void lastTime(Window window, double[] parameters, RangeOutput output) {
        long last = 0;
        if (window.floatCount() > 0) {
            last = window.floatTime(window.floatEnd() - 1);
        }
        if (window.histogramCount() > 0) {
            last = Math.max(last, window.histogramTime(window.histogramEnd() - 1));
        }
        output.set(last / 1000.0);
    }
}
