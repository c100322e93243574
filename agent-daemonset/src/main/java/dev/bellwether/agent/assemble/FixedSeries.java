package dev.bellwether.agent.assemble;

import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.model.batch.SeriesDescriptor;
import java.util.List;

/** Series that never change, encoded once. Immutable. */
public final class FixedSeries {
    private final Shape shape;

    /** At least one series, each once. */
    public FixedSeries(List<SeriesDescriptor> series) {
        this.shape = Shape.of(series);
    }

    /** Sections with one value per series, {@code SpecialValues.ABSENT} where there is none; the array is copied. */
    public List<DraftSection> frames(long timestampMillis, double[] values) {
        return shape.frames(timestampMillis, values);
    }
}
