package dev.bellwether.model.batch;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import java.util.Objects;

/**
 * One series of a block: the labels its collector gave it (with the metric's name, without target and external labels)
 * and what is known of its metric.
 */
public record SeriesDescriptor(Labels labels, MetricMetadata metadata) {
    public SeriesDescriptor {
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(metadata, "metadata");
    }
}
