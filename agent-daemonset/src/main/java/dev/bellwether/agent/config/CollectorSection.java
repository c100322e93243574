package dev.bellwether.agent.config;

import dev.bellwether.agent.collect.CollectorDefinition;
import dev.bellwether.agent.collect.Setting;
import dev.bellwether.agent.config.yaml.ConfigMapping;
import dev.bellwether.agent.config.yaml.ValueKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code collectors}: defaults, then one mapping per collector, its settings checked by its definition. */
final class CollectorSection {
    private static final ValueKind<Duration> DURATION = ValueKind.DURATION_ABOVE_ZERO;

    private CollectorSection() {}

    static List<CollectorConfig> read(ConfigMapping section, List<CollectorDefinition> definitions) {
        ConfigMapping defaults = section.mapping("defaults");
        Optional<Duration> interval = defaults.find("interval", DURATION);
        Optional<Duration> deadline = defaults.find("deadline", DURATION);
        defaults.finish();
        List<CollectorConfig> collectors = new ArrayList<>();
        for (CollectorDefinition definition : definitions) {
            collectors.add(collector(section.mapping(definition.name()), definition, interval, deadline));
        }
        section.finish();
        return collectors;
    }

    /** The defaults apply to collectors of the standard interval; one that is meant to run rarely goes on so. */
    private static CollectorConfig collector(
            ConfigMapping section,
            CollectorDefinition definition,
            Optional<Duration> defaultInterval,
            Optional<Duration> defaultDeadline) {
        boolean enabled = section.get("enabled", ValueKind.BOOLEAN, definition.enabledByDefault());
        boolean standard = definition.interval().equals(CollectorConfig.STANDARD_INTERVAL);
        Duration interval = section.get(
                "interval", DURATION, standard ? defaultInterval.orElse(definition.interval()) : definition.interval());
        Duration usualDeadline = defaultDeadline.orElse(definition.deadline());
        Duration deadline =
                section.get("deadline", DURATION, usualDeadline.compareTo(interval) > 0 ? interval : usualDeadline);
        if (deadline.compareTo(interval) > 0) {
            section.report(
                    "deadline",
                    "found " + deadline.toMillis() + "ms, allowed is at most the interval, which is "
                            + interval.toMillis() + "ms");
            deadline = interval;
        }
        return new CollectorConfig(definition, enabled, interval, deadline, settings(section, definition));
    }

    private static Map<String, Object> settings(ConfigMapping section, CollectorDefinition definition) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (Setting setting : definition.settings()) {
            Object value = section.plain(setting.name());
            if (value != null) {
                settings.put(setting.name(), value);
            }
        }
        section.finish();
        definition
                .check(settings)
                .forEach(error ->
                        section.report(error.key(), "found \"" + error.value() + "\", allowed is " + error.allowed()));
        return settings;
    }
}
