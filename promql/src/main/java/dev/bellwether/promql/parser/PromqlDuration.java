package dev.bellwether.promql.parser;

import java.time.Duration;

/**
 * Durations as PromQL and Prometheus's rule files write them: {@code 5m30s}, {@code 1d}, {@code 100ms}.
 *
 * <p>Whole numbers with the units {@code y} (365 days), {@code w}, {@code d}, {@code h}, {@code m}, {@code s} and
 * {@code ms}, each once and in this order; {@code 0} may stand alone. The largest is about 292 years.
 */
public final class PromqlDuration {
    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final long[] MILLIS = {31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};
    private static final long MAX_MILLIS = Long.MAX_VALUE / 1_000_000;

    private PromqlDuration() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException where the text is empty, not a duration, or longer than 2⁶³ nanoseconds
     */
    public static Duration parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty duration string");
        }
        return text.equals("0") ? Duration.ZERO : Duration.ofMillis(parseMillis(text));
    }

    private static long parseMillis(String text) {
        long total = 0;
        int position = 0;
        int nextUnit = 0;
        while (position < text.length()) {
            int unitStart = endOfDigits(text, position);
            int unitEnd = endOfLetters(text, unitStart);
            String name = text.substring(unitStart, unitEnd);
            int unit = indexOfUnit(name, nextUnit);
            if (!name.isEmpty() && indexOfUnit(name, 0) < 0) {
                throw new IllegalArgumentException(
                        "unknown unit " + GoText.quote(name) + " in duration " + GoText.quote(text));
            }
            if (unitStart == position || unit < 0) {
                throw new IllegalArgumentException("not a valid duration string: " + GoText.quote(text));
            }
            total = add(total, text.substring(position, unitStart), MILLIS[unit]);
            nextUnit = unit + 1;
            position = unitEnd;
        }
        return total;
    }

    private static long add(long total, String digits, long unitMillis) {
        try {
            long sum = Math.addExact(total, Math.multiplyExact(Long.parseLong(digits), unitMillis));
            if (sum <= MAX_MILLIS) {
                return sum;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("duration out of range", e);
        }
        throw new IllegalArgumentException("duration out of range");
    }

    private static int indexOfUnit(String unit, int from) {
        for (int i = from; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                return i;
            }
        }
        return -1;
    }

    private static int endOfDigits(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int endOfLetters(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z') {
            end++;
        }
        return end;
    }

    /**
     * The canonical text, cut to milliseconds. Years and weeks are used only where nothing remains: {@code 90d}, not
     * {@code 12w6d}. A negative duration gets a minus sign in front.
     */
    public static String print(Duration duration) {
        return printMillis(duration.toMillis());
    }

    /** As {@link #print(Duration)}, of milliseconds. */
    public static String printMillis(long millis) {
        if (millis == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder(millis < 0 ? "-" : "");
        long rest = Math.abs(millis);
        for (int i = 0; i < UNITS.length; i++) {
            boolean wholeOnly = i < 2;
            long count = rest / MILLIS[i];
            if (count > 0 && !(wholeOnly && rest % MILLIS[i] != 0)) {
                text.append(count).append(UNITS[i]);
                rest -= count * MILLIS[i];
            }
        }
        return text.toString();
    }
}
