package dev.bellwether.promql.functions;

import dev.bellwether.promql.annotation.QueryMessages;

/** Functions over the floats of a range; histograms beside them are ignored with an info. */
final class OverTime {
    private OverTime() {}

    static void maximum(Window window, double[] parameters, RangeOutput output) {
        if (hasFloats(window, output)) {
            output.set(window.largest());
        }
    }

    static void minimum(Window window, double[] parameters, RangeOutput output) {
        if (hasFloats(window, output)) {
            output.set(window.smallest());
        }
    }

    static void maximumTime(Window window, double[] parameters, RangeOutput output) {
        if (hasFloats(window, output)) {
            int best = window.floatStart();
            for (int i = best; i < window.floatEnd(); i++) {
                if (window.value(i) >= window.value(best) || Double.isNaN(window.value(best))) {
                    best = i;
                }
            }
            output.set(window.floatTime(best) / 1000.0);
        }
    }

    static void minimumTime(Window window, double[] parameters, RangeOutput output) {
        if (hasFloats(window, output)) {
            int best = window.floatStart();
            for (int i = best; i < window.floatEnd(); i++) {
                if (window.value(i) <= window.value(best) || Double.isNaN(window.value(best))) {
                    best = i;
                }
            }
            output.set(window.floatTime(best) / 1000.0);
        }
    }

    static void medianAbsoluteDeviation(Window window, double[] parameters, RangeOutput output) {
        if (!hasFloats(window, output)) {
            return;
        }
        double[] values = window.copyOfFloats();
        for (double value : values) {
            if (Double.isNaN(value)) {
                output.set(Double.NaN);
                return;
            }
        }
        double median = Quantiles.of(0.5, values);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i] - median);
        }
        output.set(Quantiles.of(0.5, values));
    }

    static void quantile(Window window, double[] parameters, RangeOutput output) {
        if (window.floatCount() == 0) {
            return;
        }
        double quantile = parameters[0];
        if (Double.isNaN(quantile) || quantile < 0 || quantile > 1) {
            output.annotate(QueryMessages.invalidQuantile(quantile, window.span()));
        }
        if (hasFloats(window, output)) {
            output.set(Quantiles.of(quantile, window.copyOfFloats()));
        }
    }

    static void variance(Window window, double[] parameters, RangeOutput output) {
        if (hasFloats(window, output)) {
            output.set(variance(window));
        }
    }

    static void standardDeviation(Window window, double[] parameters, RangeOutput output) {
        if (hasFloats(window, output)) {
            output.set(Math.sqrt(variance(window)));
        }
    }

    private static double variance(Window window) {
        double count = 0;
        CompensatedSum mean = new CompensatedSum();
        CompensatedSum squares = new CompensatedSum();
        for (int i = window.floatStart(); i < window.floatEnd(); i++) {
            double value = window.value(i);
            count++;
            double difference = value - mean.total();
            mean.add(difference / count);
            squares.add(difference * (value - mean.total()));
        }
        return squares.total() / count;
    }

    private static boolean hasFloats(Window window, RangeOutput output) {
        if (window.floatCount() == 0) {
            return false;
        }
        if (window.histogramCount() > 0) {
            output.annotate(QueryMessages.histogramsIgnoredInRange(window.metricName(), window.span()));
        }
        return true;
    }
}
