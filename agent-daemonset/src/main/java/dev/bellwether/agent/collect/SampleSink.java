package dev.bellwether.agent.collect;

import dev.bellwether.model.MetricType;

/**
 * Takes samples from a collector. Used by one thread during one collection.
 *
 * <pre>{@code
 * sink.entity("");
 * sink.family("node_cpu_seconds_total", MetricType.COUNTER, "Seconds the CPUs spent in each mode.");
 * sink.sample(12.5, "cpu", "0", "mode", "idle");
 * }</pre>
 */
public interface SampleSink {
    /**
     * Begins an entity, such as a container or a process group: its series form a section of their own, so that one that
     * comes or goes makes nobody else resend. A collection that never calls this has one entity with the empty key.
     */
    void entity(String key);

    /** Begins a family: what follows are its samples. A family may be begun again for another entity. */
    void family(String name, MetricType type, String help);

    /** One sample of the current family. Label names and values alternate; empty values mean absent labels. */
    void sample(double value, String... labels);

    /**
     * One sample of the current family with a suffix to its name, for histograms and summaries: {@code _bucket}, {@code
     * _sum}, {@code _count}.
     */
    void suffixed(String suffix, double value, String... labels);
}
