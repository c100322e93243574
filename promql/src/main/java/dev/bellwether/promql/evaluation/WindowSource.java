package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.functions.Window;
import dev.bellwether.promql.histogram.CounterResets;

/** Fills windows from stored series and from the columns of subqueries. */
final class WindowSource {
    private WindowSource() {}

    /** Takes a stored series, without its stale markers. */
    static void fill(Window window, Labels labels, SampleBuffer buffer) {
        window.reset(labels);
        for (int i = 0; i < buffer.size(); i++) {
            NativeHistogram histogram = buffer.histogram(i);
            if (histogram == null) {
                double value = buffer.value(i);
                if (!SpecialValues.isStale(value)) {
                    window.append(buffer.time(i), value);
                }
            } else if (!histogram.isStale()) {
                window.append(buffer.time(i), histogram);
            }
        }
    }

    /**
     * Takes the result of a subquery.
     *
     * <p>What histograms say of counter resets is forgotten: between two steps samples may be left out or seen twice.
     */
    static void fill(Window window, Column column, Steps steps) {
        window.reset(column.labels());
        for (int step = 0; step < steps.count(); step++) {
            NativeHistogram histogram = column.histogram(step);
            if (histogram != null) {
                window.append(steps.time(step), CounterResets.withoutResetHint(histogram));
            } else if (column.hasFloat(step)) {
                window.append(steps.time(step), column.values()[step]);
            }
        }
    }
}
