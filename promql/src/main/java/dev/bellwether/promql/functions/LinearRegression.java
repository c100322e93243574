package dev.bellwether.promql.functions;

import dev.bellwether.promql.annotation.QueryMessages;

/** {@code deriv} and {@code predict_linear}: least squares over the floats of a range. */
final class LinearRegression {
    private final double slope;
    private final double intercept;

    private LinearRegression(double slope, double intercept) {
        this.slope = slope;
        this.intercept = intercept;
    }

    static void derivative(Window window, double[] parameters, RangeOutput output) {
        if (isFitting(window, output)) {
            output.set(of(window, window.floatTime(window.floatStart())).slope);
        }
    }

    static void prediction(Window window, double[] parameters, RangeOutput output) {
        if (isFitting(window, output)) {
            LinearRegression line = of(window, window.evaluationMillis());
            output.set(line.slope * parameters[0] + line.intercept);
        }
    }

    private static boolean isFitting(Window window, RangeOutput output) {
        if (window.floatCount() > 0 && window.histogramCount() > 0) {
            output.annotate(QueryMessages.histogramsIgnoredInRange(window.metricName(), window.span()));
        }
        return window.floatCount() > 1;
    }

    private static LinearRegression of(Window window, long interceptMillis) {
        CompensatedSum sumX = new CompensatedSum();
        CompensatedSum sumY = new CompensatedSum();
        CompensatedSum sumXY = new CompensatedSum();
        CompensatedSum sumXX = new CompensatedSum();
        double first = window.value(window.floatStart());
        boolean constant = true;
        for (int i = window.floatStart(); i < window.floatEnd(); i++) {
            double y = window.value(i);
            constant = constant && (i == window.floatStart() || y == first);
            double x = (window.floatTime(i) - interceptMillis) / 1e3;
            sumX.add(x);
            sumY.add(y);
            sumXY.add(x * y);
            sumXX.add(x * x);
        }
        if (constant) {
            return Double.isInfinite(first)
                    ? new LinearRegression(Double.NaN, Double.NaN)
                    : new LinearRegression(0, first);
        }
        double count = window.floatCount();
        double covariance = sumXY.total() - sumX.total() * sumY.total() / count;
        double variance = sumXX.total() - sumX.total() * sumX.total() / count;
        double slope = covariance / variance;
        return new LinearRegression(slope, sumY.total() / count - slope * sumX.total() / count);
    }
}
