package dev.bellwether.agent.config.yaml;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a scalar may be, and how it is read.
 *
 * @param allowed ends the sentence "allowed is …"
 * @param reader the value of a text, or empty where it is not allowed
 * @param <T> the value's type
 */
public record ValueKind<T>(String allowed, Function<String, Optional<T>> reader) {
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long[] MILLIS = {365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000, 1};
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([KMGT]?)(i?B)?");

    /** Any text. */
    public static final ValueKind<String> TEXT = new ValueKind<>("a text", Optional::of);

    /** A text that is not blank. */
    public static final ValueKind<String> NAME = new ValueKind<>(
            "a text that is not blank", text -> Optional.of(text).filter(name -> !name.isBlank()));

    public static final ValueKind<Boolean> BOOLEAN = new ValueKind<>(
            "true or false",
            text -> text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty());

    /** A duration as Prometheus writes it, above zero. */
    public static final ValueKind<Duration> DURATION_ABOVE_ZERO = new ValueKind<>(
            "a duration above 0 such as 500ms, 15s or 1h30m",
            text -> duration(text).filter(Duration::isPositive));

    /** A number of bytes; KB and KiB both are 1,024, as in Prometheus. */
    public static final ValueKind<Long> BYTES =
            new ValueKind<>("a size such as 512KiB, 8MiB or 1GiB, or a number of bytes", ValueKind::bytes);

    /** A whole number in a range, both ends included. */
    public static ValueKind<Long> number(long minimum, long maximum) {
        return new ValueKind<>(
                maximum == Long.MAX_VALUE
                        ? "a whole number of at least " + minimum
                        : "a whole number from " + minimum + " to " + maximum,
                text -> number(text).filter(value -> value >= minimum && value <= maximum));
    }

    /** A size in a range, both ends included. */
    public static ValueKind<Long> bytes(long minimum, long maximum) {
        return new ValueKind<>(
                "a size from " + shown(minimum) + " to " + shown(maximum) + " such as 8MiB",
                text -> bytes(text).filter(value -> value >= minimum && value <= maximum));
    }

    /** A path; a relative one is resolved against a directory. */
    public static ValueKind<Path> path(Path directory) {
        return new ValueKind<>("the path of a file", text -> {
            try {
                return text.isBlank()
                        ? Optional.empty()
                        : Optional.of(directory.resolve(text).normalize());
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        });
    }

    /** An absolute path. */
    public static ValueKind<Path> absolutePath() {
        return new ValueKind<>("an absolute path", text -> {
            try {
                return Optional.of(Path.of(text)).filter(Path::isAbsolute).map(Path::normalize);
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        });
    }

    /** One of some words. */
    public static <T> ValueKind<T> oneOf(Map<String, T> words) {
        Map<String, T> copy = new LinkedHashMap<>(words);
        return new ValueKind<>(
                "one of " + String.join(", ", copy.keySet()), text -> Optional.ofNullable(copy.get(text)));
    }

    /** A constant of an enum, in lower case. */
    public static <E extends Enum<E>> ValueKind<E> oneOf(Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants())
                .forEach(constant -> words.put(constant.name().toLowerCase(Locale.ROOT), constant));
        return oneOf(words);
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * A duration as Prometheus writes it: years, weeks, days, hours, minutes, seconds and milliseconds in this order, each
     * at most once, or {@code 0}.
     */
    public static Optional<Duration> duration(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = DURATION.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        try {
            long total = 0;
            for (int i = 0; i < MILLIS.length; i++) {
                String amount = matcher.group(i + 1);
                if (amount != null) {
                    total = Math.addExact(total, Math.multiplyExact(Long.parseLong(amount), MILLIS[i]));
                }
            }
            return Optional.of(Duration.ofMillis(total));
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> bytes(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int shift = 10 * (matcher.group(2).isEmpty() ? 0 : 1 + "KMGT".indexOf(matcher.group(2)));
        long amount = Long.parseLong(matcher.group(1));
        return amount > Long.MAX_VALUE >> shift ? Optional.empty() : Optional.of(amount << shift);
    }

    private static String shown(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        long amount = bytes;
        while (unit < units.length - 1 && amount >= 1_024 && amount % 1_024 == 0) {
            amount /= 1_024;
            unit++;
        }
        return amount + units[unit];
    }
}
