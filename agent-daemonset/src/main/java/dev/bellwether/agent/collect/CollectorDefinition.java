package dev.bellwether.agent.collect;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What there is to know about a collector before it exists.
 *
 * @param name its name in configuration, metrics and logs
 * @param enabledByDefault whether it runs without being asked for
 * @param interval how often it runs unless told otherwise
 * @param deadline how long one collection may take before it is interrupted; at most the interval
 * @param job the value of the label {@code job}, as kube-prometheus names the exporter that it stands for
 * @param settings its settings
 * @param factory makes one
 */
public record CollectorDefinition(
        String name,
        boolean enabledByDefault,
        Duration interval,
        Duration deadline,
        String job,
        List<Setting> settings,
        Factory factory) {
    /** Makes a collector from settings that are valid and complete. */
    @FunctionalInterface
    public interface Factory {
        Collector create(HostPaths paths, Settings settings);
    }

    /** Checks that the deadline is not longer than the interval. */
    public CollectorDefinition {
        if (!interval.isPositive() || !deadline.isPositive() || deadline.compareTo(interval) > 0) {
            throw new IllegalArgumentException("collector " + name + ": the interval (" + interval
                    + ") must be positive and the deadline (" + deadline + ") between nothing and the interval");
        }
        settings = List.copyOf(settings);
    }

    /** Every error of the given settings, unknown keys among them; empty where all can be used. */
    public List<SettingError> check(Map<String, Object> given) {
        return Settings.check(settings, given);
    }

    /**
     * Makes the collector; settings that are not given have their defaults.
     *
     * @throws IllegalArgumentException where {@link #check} finds an error, with all of them
     */
    public Collector create(HostPaths paths, Map<String, Object> given) {
        return factory.create(paths, Settings.of(settings, given));
    }
}
