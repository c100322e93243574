package dev.bellwether.agent.collect;

import dev.bellwether.model.RegularExpression;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting of a collector: its name, what it takes and its default.
 *
 * @param name lower case with underscores, as in the configuration file
 * @param kind what values it takes
 * @param defaultValue a value of that kind, already converted
 * @param minimum the smallest number, for numbers and counts
 * @param maximum the largest number
 * @param help one sentence for the reference page
 */
public record Setting(String name, Kind kind, Object defaultValue, long minimum, long maximum, String help) {
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");

    /** What a setting takes, and the type of its converted value. */
    public enum Kind {
        /** A {@link Boolean}. */
        BOOLEAN("true or false"),
        /** A {@link Long} in a range. */
        NUMBER("a whole number"),
        /** A {@link String}. */
        TEXT("a text"),
        /** A {@link String} that is a valid RE2 expression; the empty text switches it off. */
        EXPRESSION("a regular expression in RE2's syntax, or nothing"),
        /** A {@link Duration} above zero. */
        DURATION("a duration such as 500ms, 15s, 5m or 6h"),
        /** A {@link Path} that is absolute. */
        PATH("an absolute path"),
        /** A {@code List<String>}. */
        TEXTS("a list of texts");

        private final String allowed;

        Kind(String allowed) {
            this.allowed = allowed;
        }
    }

    public static Setting bool(String name, boolean defaultValue, String help) {
        return new Setting(name, Kind.BOOLEAN, defaultValue, 0, 0, help);
    }

    public static Setting number(String name, long defaultValue, long minimum, long maximum, String help) {
        return new Setting(name, Kind.NUMBER, defaultValue, minimum, maximum, help);
    }

    public static Setting text(String name, String defaultValue, String help) {
        return new Setting(name, Kind.TEXT, defaultValue, 0, 0, help);
    }

    public static Setting expression(String name, String defaultValue, String help) {
        return new Setting(name, Kind.EXPRESSION, defaultValue, 0, 0, help);
    }

    public static Setting duration(String name, Duration defaultValue, String help) {
        return new Setting(name, Kind.DURATION, defaultValue, 0, 0, help);
    }

    public static Setting path(String name, Path defaultValue, String help) {
        return new Setting(name, Kind.PATH, defaultValue, 0, 0, help);
    }

    public static Setting texts(String name, List<String> defaultValue, String help) {
        return new Setting(name, Kind.TEXTS, List.copyOf(defaultValue), 0, 0, help);
    }

    /** What this setting takes, in words. */
    public String allowed() {
        return kind == Kind.NUMBER ? "a whole number from " + minimum + " to " + maximum : kind.allowed;
    }

    /** The value in this setting's own type, or empty where it cannot be taken. */
    Optional<Object> convert(Object value) {
        return switch (kind) {
            case BOOLEAN -> value instanceof Boolean ? Optional.of(value) : Optional.empty();
            case NUMBER -> convertNumber(value);
            case TEXT -> value instanceof String ? Optional.of(value) : Optional.empty();
            case EXPRESSION ->
                value instanceof String text && isExpression(text) ? Optional.of(text) : Optional.empty();
            case DURATION -> convertDuration(value);
            case PATH -> convertPath(value);
            case TEXTS -> convertTexts(value);
        };
    }

    private Optional<Object> convertNumber(Object value) {
        if (!(value instanceof Integer || value instanceof Long)) {
            return Optional.empty();
        }
        long number = ((Number) value).longValue();
        return number >= minimum && number <= maximum ? Optional.of(number) : Optional.empty();
    }

    private static boolean isExpression(String text) {
        try {
            RegularExpression.compile(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Object> convertDuration(Object value) {
        if (value instanceof Duration duration) {
            return duration.isPositive() ? Optional.of(duration) : Optional.empty();
        }
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String iso = switch (matcher.group(2)) {
            case "ms" -> "PT0.001S";
            case "s" -> "PT1S";
            case "m" -> "PT1M";
            case "h" -> "PT1H";
            default -> "P1D";
        };
        try {
            Duration duration = Duration.parse(iso).multipliedBy(Long.parseLong(matcher.group(1)));
            return duration.isPositive() ? Optional.of(duration) : Optional.empty();
        } catch (ArithmeticException | DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> convertPath(Object value) {
        if (value instanceof Path path) {
            return path.isAbsolute() ? Optional.of(path) : Optional.empty();
        }
        return value instanceof String text && text.startsWith("/") && text.indexOf('\0') < 0
                ? Optional.of(Path.of(text))
                : Optional.empty();
    }

    private static Optional<Object> convertTexts(Object value) {
        if (!(value instanceof List<?> list)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof String text)) {
                return Optional.empty();
            }
            texts.add(text);
        }
        return Optional.of(List.copyOf(texts));
    }
}
