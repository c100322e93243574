package dev.bellwether.model.batch;

import dev.bellwether.model.Labels;
import java.util.List;
import java.util.Objects;

/**
 * What an agent sends at once and what stands in the log: the unit of acknowledgement and of deduplication.
 *
 * @param identity who sent it, and as which one
 * @param targetLabels labels of what was observed ({@code job}, {@code instance}, {@code node}), merged into each series
 * @param externalLabels labels of the sender's surroundings ({@code cluster}), merged where the series has none such
 * @param sections the samples
 * @param voids sequence numbers that will never come: dropped, quarantined or rejected
 */
public record SampleBatch(
        BatchIdentity identity,
        Labels targetLabels,
        Labels externalLabels,
        List<Section> sections,
        List<SequenceRange> voids) {
    /** The most bytes of one encoded batch, before compression. */
    public static final int MAX_BYTES = 900 * 1024;

    public SampleBatch {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(targetLabels, "targetLabels");
        Objects.requireNonNull(externalLabels, "externalLabels");
        sections = List.copyOf(sections);
        voids = List.copyOf(voids);
    }

    public int sampleCount() {
        int count = 0;
        for (Section section : sections) {
            count += section.values().sampleCount();
        }
        return count;
    }
}
