package dev.bellwether.alerting.routing;

import dev.bellwether.model.alert.TimeInterval.Range;
import dev.bellwether.model.alert.TimeInterval.TimeRange;
import java.util.List;
import java.util.Locale;

/** Times as Alertmanager writes them: {@code monday:friday}, {@code 1:5}, {@code -1}, {@code 09:00}. Stateless. */
public final class TimeIntervalText {
    private static final List<String> WEEKDAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    private TimeIntervalText() {}

    /** Days of the week, for instance {@code monday:friday}. */
    public static Range weekdays(String text) {
        return range(text, WEEKDAYS, "days such as monday or monday:friday are allowed");
    }

    /** Months by name or number, for instance {@code january:march} or {@code 1:3}. */
    public static Range months(String text) {
        return range(text, MONTHS, "months such as 5, may or may:august are allowed");
    }

    /** Numbers, for instance {@code 2026}, {@code 1:5} or {@code -3:-1}. */
    public static Range numbers(String text) {
        return range(text, List.of(), "numbers such as 5 or 1:5 are allowed");
    }

    /** A part of the day from {@code 09:00} to {@code 17:30}; {@code 24:00} is its end. */
    public static TimeRange times(String start, String end) {
        return new TimeRange(minute(start), minute(end));
    }

    private static int minute(String text) {
        if (!text.matches("([01]\\d|2[0-4]):[0-5]\\d") || text.startsWith("24") && !text.equals("24:00")) {
            throw new IllegalArgumentException("\"" + text + "\" is no time of day; 00:00 to 24:00 are allowed");
        }
        return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }

    private static Range range(String text, List<String> names, String allowed) {
        int colon = text.indexOf(':');
        int from = number(colon < 0 ? text : text.substring(0, colon), names, allowed);
        return new Range(from, colon < 0 ? from : number(text.substring(colon + 1), names, allowed));
    }

    private static int number(String text, List<String> names, String allowed) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        int named = names.indexOf(word);
        if (named >= 0) {
            return named + 1;
        }
        boolean numbersMayBe = names.size() != WEEKDAYS.size();
        if (numbersMayBe && word.matches("-?\\d{1,4}")) {
            return Integer.parseInt(word);
        }
        throw new IllegalArgumentException("\"" + text + "\" is unknown; " + allowed);
    }
}
