package dev.bellwether.agent.collect;

import dev.bellwether.model.MetricType;

/** The name, type and help of samples that belong together. */
public record MetricFamily(String name, MetricType type, String help) {
    public static MetricFamily counter(String name, String help) {
        return new MetricFamily(name, MetricType.COUNTER, help);
    }

    public static MetricFamily gauge(String name, String help) {
        return new MetricFamily(name, MetricType.GAUGE, help);
    }

    /** What node_exporter shows as {@code untyped}. */
    public static MetricFamily unknown(String name, String help) {
        return new MetricFamily(name, MetricType.UNKNOWN, help);
    }

    /** Begins this family at a sink. */
    public void begin(SampleSink sink) {
        sink.family(name, type, help);
    }

    /** Begins this family and hands over its only sample. */
    public void single(SampleSink sink, double value, String... labels) {
        sink.family(name, type, help);
        sink.sample(value, labels);
    }
}
