package dev.bellwether.agent.config;

import dev.bellwether.agent.collect.CollectorDefinition;
import java.time.Duration;
import java.util.Map;

/**
 * One collector under {@code collectors}.
 *
 * @param definition what the collector is
 * @param enabled whether it runs
 * @param interval from collection to collection
 * @param deadline how long one collection may take, at most the interval
 * @param settings the settings that were given, already checked by the definition
 */
public record CollectorConfig(
        CollectorDefinition definition,
        boolean enabled,
        Duration interval,
        Duration deadline,
        Map<String, Object> settings) {
    /** How often a collector runs unless its definition or the configuration says otherwise. */
    public static final Duration STANDARD_INTERVAL = Duration.ofSeconds(15);

    public CollectorConfig {
        settings = Map.copyOf(settings);
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval is " + interval + ", more than 0 is needed");
        }
        if (!deadline.isPositive() || deadline.compareTo(interval) > 0) {
            throw new IllegalArgumentException(
                    "deadline is " + deadline + ", more than 0 and at most the interval (" + interval + ") is needed");
        }
    }

    public String name() {
        return definition.name();
    }
}
