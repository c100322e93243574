package dev.bellwether.model;

import java.util.Objects;

/**
 * What is known of a metric beside its samples.
 *
 * @param type the metric's type
 * @param unit its unit in OpenMetrics's spelling, for instance {@code seconds}; empty where unknown
 * @param help one sentence for people; empty where unknown
 */
public record MetricMetadata(MetricType type, String unit, String help) {
    /** Nothing is known. */
    public static final MetricMetadata UNKNOWN = new MetricMetadata(MetricType.UNKNOWN, "", "");

    public MetricMetadata {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(help, "help");
    }
}
