package dev.bellwether.storage;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;

/**
 * A series as it arrives.
 *
 * @param tenant whose it is, from the sender's credential; empty where there is only one
 * @param labels all its labels, merged, with the metric's name
 * @param metadata what is known of its metric
 */
public record SeriesIdentity(String tenant, Labels labels, MetricMetadata metadata) {
    public SeriesIdentity {
        if (labels.metricName().isEmpty()) {
            throw new IllegalArgumentException("series " + labels + " has no metric name (label __name__)");
        }
    }
}
