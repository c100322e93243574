package dev.bellwether.protocol.codec;

import dev.bellwether.model.Labels;

/** The one place where a series' own labels meet those of its batch. */
public final class SeriesLabels {
    private SeriesLabels() {}

    /**
     * All labels of a series. Its own win over the target's, the target's over the external ones: an agent that scrapes
     * without {@code honor_labels} has renamed its own to {@code exported_…} before.
     */
    public static Labels merge(Labels own, Labels target, Labels external) {
        if (target.isEmpty() && external.isEmpty()) {
            return own;
        }
        Labels.Builder merged = external.toBuilder();
        target.forEach(merged::set);
        own.forEach(merged::set);
        return merged.build();
    }
}
