package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One series of an intermediate result: for each step a float, a histogram, or nothing.
 *
 * <p>Nothing is {@link SpecialValues#ABSENT} in {@code values} (arithmetic on it gives an ordinary NaN, so that it
 * cannot spread); where a histogram stands, {@code values} is absent as well. The arrays belong to the column; nobody
 * writes to them once it is handed on.
 *
 * @param labels the labels, with the name of the metric even where {@code dropName} holds
 * @param dropName whether the metadata labels go once the whole expression is evaluated
 * @param values a value for each step
 * @param histograms a histogram for each step, null where the series has none at all
 */
@SuppressWarnings("ArrayRecordComponent") // A column is its arrays.
public record Column(
        Labels labels,
        boolean dropName,
        double[] values,
        @Nullable NativeHistogram @Nullable [] histograms) {

    /** This many empty steps cost as much as a sample. */
    private static final int CELLS_FOR_A_SAMPLE = 4;

    /** A column of floats alone. */
    public Column(Labels labels, boolean dropName, double[] values) {
        this(labels, dropName, values, null);
    }

    /** An array for {@code count} steps with nothing at any. */
    public static double[] absent(int count) {
        double[] values = new double[count];
        Arrays.fill(values, SpecialValues.ABSENT);
        return values;
    }

    public boolean hasFloat(int step) {
        return !SpecialValues.isAbsent(values[step]);
    }

    public @Nullable NativeHistogram histogram(int step) {
        return histograms == null ? null : histograms[step];
    }

    /** Whether there is a float or a histogram. */
    public boolean isPresent(int step) {
        return !SpecialValues.isAbsent(values[step]) || (histograms != null && histograms[step] != null);
    }

    /** Whether there is anything at any step. */
    public boolean isPresentAnywhere() {
        for (int step = 0; step < values.length; step++) {
            if (isPresent(step)) {
                return true;
            }
        }
        return false;
    }

    /** How many steps have a float or a histogram. */
    public int countPresent() {
        int present = 0;
        for (int step = 0; step < values.length; step++) {
            if (isPresent(step)) {
                present++;
            }
        }
        return present;
    }

    /** How many samples of the budget the column takes: those it has, and something for the room of those it has not. */
    long cost() {
        return Math.max(countPresent(), values.length / CELLS_FOR_A_SAMPLE);
    }

    /** The same samples under other labels. */
    public Column relabelled(Labels otherLabels, boolean otherDropName) {
        return new Column(otherLabels, otherDropName, values, histograms);
    }
}
