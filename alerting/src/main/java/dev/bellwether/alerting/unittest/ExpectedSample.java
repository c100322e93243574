package dev.bellwether.alerting.unittest;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.annotation.NumberText;
import dev.bellwether.promql.script.HistogramDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sample that is expected or was found.
 *
 * @param value meaningless where there is a histogram
 */
public record ExpectedSample(
        Labels labels, double value, @Nullable NativeHistogram histogram) {
    /** Whether both lists, in the same order, have equal samples. */
    static boolean areEqual(List<ExpectedSample> left, List<ExpectedSample> right, boolean fuzzy) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!left.get(i).sameAs(right.get(i), fuzzy)) {
                return false;
            }
        }
        return true;
    }

    /** Whether labels and value are equal; not-a-number equals itself. */
    boolean sameAs(ExpectedSample other, boolean fuzzy) {
        if (!labels.equals(other.labels) || (histogram == null) != (other.histogram == null)) {
            return false;
        }
        if (histogram != null && other.histogram != null) {
            return HistogramDescription.print(histogram).equals(HistogramDescription.print(other.histogram));
        }
        if (Double.isNaN(value) || Double.isNaN(other.value)) {
            return Double.isNaN(value) && Double.isNaN(other.value);
        }
        return fuzzy ? Math.nextDown(value) <= other.value && other.value <= Math.nextUp(value) : value == other.value;
    }

    @Override
    public String toString() {
        return (labels.isEmpty() ? "{}" : labels.toString()) + " "
                + (histogram == null ? NumberText.shortest(value) : HistogramDescription.print(histogram));
    }
}
