package dev.bellwether.promql.functions;

import java.util.Arrays;

/** Quantiles of plain values. */
public final class Quantiles {
    private Quantiles() {}

    /** Sorts values ascending with every NaN first. */
    public static void sortNanFirst(double[] values) {
        Arrays.sort(values);
        int numbers = values.length;
        while (numbers > 0 && Double.isNaN(values[numbers - 1])) {
            numbers--;
        }
        int nans = values.length - numbers;
        if (nans > 0 && numbers > 0) {
            System.arraycopy(values, 0, values, nans, numbers);
            Arrays.fill(values, 0, nans, Double.NaN);
        }
    }

    /**
     * The q-quantile with linear interpolation between neighbours; sorts the values.
     *
     * @return NaN for no values or a quantile of NaN, −Inf below 0, +Inf above 1
     */
    public static double of(double quantile, double[] values) {
        if (values.length == 0 || Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (quantile > 1) {
            return Double.POSITIVE_INFINITY;
        }
        sortNanFirst(values);
        double rank = quantile * (values.length - 1);
        int lower = (int) Math.max(0, Math.floor(rank));
        int upper = Math.min(values.length - 1, lower + 1);
        double weight = rank - Math.floor(rank);
        return values[lower] * (1 - weight) + values[upper] * weight;
    }
}
