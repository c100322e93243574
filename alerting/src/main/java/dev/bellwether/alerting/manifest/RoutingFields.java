package dev.bellwether.alerting.manifest;

import dev.bellwether.alerting.routing.MatcherText;
import dev.bellwether.alerting.routing.TimeIntervalText;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.TimeInterval;
import dev.bellwether.model.alert.TimeInterval.Range;
import dev.bellwether.model.alert.TimeInterval.TimeRange;
import dev.bellwether.promql.parser.PromqlDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what manifests about routing have in common: matchers, lists of texts, and times that come again. */
final class RoutingFields {
    private final String path;
    private final YamlMap map;
    private final Node place;
    private final YamlMap.Errors errors;

    /**
     * Reads below a path.
     *
     * @param place where an error goes that has no place of its own
     */
    RoutingFields(String path, YamlMap map, Node place, YamlMap.Errors errors) {
        this.path = path;
        this.map = map;
        this.place = place;
        this.errors = errors;
    }

    /** Fields one level below. */
    RoutingFields below(String key, YamlMap below) {
        return new RoutingFields(path + "." + key, below, place, errors);
    }

    YamlMap map() {
        return map;
    }

    String text(String key) {
        String text = map.text(key);
        return text == null ? "" : text;
    }

    Duration duration(String key, Duration fallback) {
        return map.value(key, fallback, PromqlDuration::parse);
    }

    int number(String key, int fallback) {
        return map.value(key, fallback, text -> {
            if (!text.matches("\\d{1,9}")) {
                throw new IllegalArgumentException("a whole number is needed");
            }
            return Integer.parseInt(text);
        });
    }

    boolean flag(String key, boolean fallback) {
        return map.value(key, fallback, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true and false are allowed");
        });
    }

    List<Matcher> matchers(String key) {
        return list(key, MatcherText::parse);
    }

    List<String> texts(String key) {
        return list(key, text -> text);
    }

    /** A list of texts, each made into something; what the maker finds wrong (IllegalArgumentException) is an error. */
    <T> List<T> list(String key, Function<String, T> maker) {
        List<T> made = new ArrayList<>();
        for (Node element : elements(key)) {
            if (element instanceof ScalarNode scalar) {
                try {
                    made.add(maker.apply(scalar.getValue()));
                } catch (IllegalArgumentException e) {
                    errors.add(element, path + "." + key + ": " + e.getMessage());
                }
            } else {
                errors.add(element, path + "." + key + " has " + YamlMap.describe(element) + ", texts are needed");
            }
        }
        return made;
    }

    /** A list of mappings, each made into something; null from the maker leaves it out. */
    <T> List<T> mappings(String key, Function<RoutingFields, @Nullable T> maker) {
        List<T> made = new ArrayList<>();
        int index = 0;
        for (Node element : elements(key)) {
            String name = path + "." + key + "[" + index++ + "]";
            RoutingFields fields =
                    new RoutingFields(name, new YamlMap(name, element, element, errors), element, errors);
            T one = fields.made(maker);
            fields.map.finish();
            if (one != null) {
                made.add(one);
            }
        }
        return made;
    }

    /** What a maker makes of these fields; what it finds wrong (IllegalArgumentException) is an error, and gives null. */
    <T> @Nullable T made(Function<RoutingFields, @Nullable T> maker) {
        try {
            return maker.apply(this);
        } catch (IllegalArgumentException e) {
            errors.add(place, path + ": " + e.getMessage());
            return null;
        }
    }

    private List<Node> elements(String key) {
        Node value = map.node(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        errors.add(value, path + "." + key + " is " + YamlMap.describe(value) + ", a list is needed");
        return List.of();
    }

    List<TimeInterval> intervals(String key) {
        return mappings(key, RoutingFields::interval);
    }

    private static TimeInterval interval(RoutingFields fields) {
        List<TimeRange> times = fields.mappings("times", RoutingFields::times);
        List<Range> weekdays = fields.list("weekdays", TimeIntervalText::weekdays);
        List<Range> daysOfMonth = fields.list("daysOfMonth", TimeIntervalText::numbers);
        List<Range> months = fields.list("months", TimeIntervalText::months);
        List<Range> years = fields.list("years", TimeIntervalText::numbers);
        List<LocalDate> dates = fields.list("dates", RoutingFields::date);
        List<LocalDate> holidays = fields.list("holidays", RoutingFields::date);
        ZoneId location = fields.map.value("location", (ZoneId) ZoneOffset.UTC, RoutingFields::zone);
        return new TimeInterval(times, weekdays, daysOfMonth, months, years, dates, holidays, location);
    }

    private static @Nullable TimeRange times(RoutingFields fields) {
        String start = fields.map.required("startTime");
        String end = fields.map.required("endTime");
        return start == null || end == null ? null : TimeIntervalText.times(start, end);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no date; one such as 2026-12-24 is needed", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time zone such as Europe/Berlin is needed", e);
        }
    }
}
