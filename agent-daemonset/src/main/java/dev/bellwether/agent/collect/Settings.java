package dev.bellwether.agent.collect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A collector's settings, complete and valid: what was given, and the defaults of the rest. Immutable. */
public final class Settings {
    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** Every error of the given values, in the order of their keys; empty where all can be used. */
    static List<SettingError> check(List<Setting> known, Map<String, Object> given) {
        Map<String, Setting> byName = known.stream().collect(Collectors.toMap(Setting::name, setting -> setting));
        List<SettingError> errors = new ArrayList<>();
        given.forEach((key, value) -> {
            Setting setting = byName.get(key);
            if (setting == null) {
                errors.add(new SettingError(key, String.valueOf(value), describeKeys(known)));
            } else if (setting.convert(value).isEmpty()) {
                errors.add(new SettingError(key, String.valueOf(value), setting.allowed()));
            }
        });
        return List.copyOf(errors);
    }

    private static String describeKeys(List<Setting> known) {
        return known.isEmpty()
                ? "no setting, this collector has none"
                : "the keys " + known.stream().map(Setting::name).collect(Collectors.joining(", "));
    }

    /**
     * The given values, and the defaults of the rest.
     *
     * @throws IllegalArgumentException with every error, one a line
     */
    static Settings of(List<Setting> known, Map<String, Object> given) {
        List<SettingError> errors = check(known, given);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(
                    errors.stream().map(SettingError::message).collect(Collectors.joining("\n")));
        }
        Map<String, Object> values = new HashMap<>();
        for (Setting setting : known) {
            Optional<Object> converted =
                    Optional.ofNullable(given.get(setting.name())).flatMap(setting::convert);
            values.put(setting.name(), converted.orElse(setting.defaultValue()));
        }
        return new Settings(values);
    }

    public boolean bool(String name) {
        return get(name, Boolean.class);
    }

    public long number(String name) {
        return get(name, Long.class);
    }

    public String text(String name) {
        return get(name, String.class);
    }

    public Duration duration(String name) {
        return get(name, Duration.class);
    }

    public Path path(String name) {
        return get(name, Path.class);
    }

    public List<String> texts(String name) {
        return ((List<?>) get(name, List.class))
                .stream().map(String.class::cast).toList();
    }

    private <T> T get(String name, Class<T> type) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no setting \"" + name + "\", only " + values.keySet());
        }
        return type.cast(value);
    }
}
