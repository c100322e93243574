package dev.bellwether.model;

/** The types of OpenMetrics and of Prometheus remote_write 2.0. The order is part of the wire format: append only. */
public enum MetricType {
    UNKNOWN,
    COUNTER,
    GAUGE,
    HISTOGRAM,
    GAUGE_HISTOGRAM,
    SUMMARY,
    INFO,
    STATE_SET
}
