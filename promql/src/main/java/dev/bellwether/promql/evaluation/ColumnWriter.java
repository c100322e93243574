package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.functions.RangeOutput;
import org.jspecify.annotations.Nullable;

/** Writes a column step by step; allocates only where there is something to write. */
final class ColumnWriter {
    private final int steps;
    private double @Nullable [] values;
    private @Nullable NativeHistogram @Nullable [] histograms;

    ColumnWriter(int steps) {
        this.steps = steps;
    }

    void write(int step, RangeOutput output) {
        if (!output.isPresent()) {
            return;
        }
        NativeHistogram histogram = output.histogram();
        if (histogram == null) {
            write(step, output.value());
        } else {
            write(step, histogram);
        }
    }

    void write(int step, double value) {
        allocated()[step] = value;
    }

    void write(int step, NativeHistogram histogram) {
        double[] unused = allocated();
        @Nullable NativeHistogram[] target = histograms;
        if (target == null) {
            target = new NativeHistogram[unused.length];
            histograms = target;
        }
        target[step] = histogram;
    }

    private double[] allocated() {
        double[] target = values;
        if (target == null) {
            target = Column.absent(steps);
            values = target;
        }
        return target;
    }

    /** The column, or null where nothing was written; the samples are taken from the budget. */
    @Nullable
    Column column(Labels labels, boolean dropName, QueryContext context) {
        if (values == null) {
            return null;
        }
        Column column = new Column(labels, dropName, values, histograms);
        context.reserve(column.cost());
        return column;
    }
}
