package dev.bellwether.agent.assemble;

import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;

/** A family as a collector began it: one object per name, type and help within an assembly. */
record SampleFamily(String name, MetricMetadata metadata) {
    SampleFamily(String name, MetricType type, String help) {
        this(name, new MetricMetadata(type, "", help));
    }

    boolean is(String otherName, MetricType type, String help) {
        return name.equals(otherName)
                && metadata.type() == type
                && metadata.help().equals(help);
    }
}
