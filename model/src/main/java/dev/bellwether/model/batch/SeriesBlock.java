package dev.bellwether.model.batch;

import java.util.List;

/**
 * An ordered set of series that a collector reports together for one entity; values refer to it by index.
 *
 * <p>Immutable. A sender keeps the same object from tick to tick while its series stay the same, so that its encoded
 * form and hash are made once.
 *
 * @param series 1 to {@value #MAX_SERIES} series
 */
public record SeriesBlock(List<SeriesDescriptor> series) {
    /** The most series of one block. */
    public static final int MAX_SERIES = 4_096;

    /** The most bytes of one encoded block. */
    public static final int MAX_BYTES = 512 * 1024;

    public SeriesBlock {
        series = List.copyOf(series);
        if (series.isEmpty() || series.size() > MAX_SERIES) {
            throw new IllegalArgumentException(
                    "a block has " + series.size() + " series, allowed are 1 to " + MAX_SERIES);
        }
    }

    public int size() {
        return series.size();
    }
}
