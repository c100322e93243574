package dev.bellwether.model.batch;

import java.util.Objects;

/**
 * The samples of one collector and one entity (a container, a process group).
 *
 * @param block the series
 * @param values their samples; a frame has as many values as the block has series, indexes lie inside the block
 */
public record Section(SeriesBlock block, Values values) {
    public Section {
        Objects.requireNonNull(block, "block");
        switch (values) {
            case Values.Frame frame -> {
                if (frame.column().length != block.size()) {
                    throw new IllegalArgumentException("a frame has " + frame.column().length
                            + " values for a block of " + block.size() + " series");
                }
            }
            case Values.Points points -> requireIndexes(points.series(), block.size());
            case Values.Histograms histograms -> requireIndexes(histograms.series(), block.size());
        }
    }

    private static void requireIndexes(int[] indexes, int size) {
        for (int index : indexes) {
            if (index < 0 || index >= size) {
                throw new IllegalArgumentException(
                        "a series index is " + index + ", the block has series 0 to " + (size - 1));
            }
        }
    }
}
