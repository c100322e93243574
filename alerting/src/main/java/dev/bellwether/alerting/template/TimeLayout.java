package dev.bellwether.alerting.template;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times in Go's layouts, which show how the second of January 2006, 15:04:05 -0700, is written. */
final class TimeLayout {
    /** What layouts consist of; of two that both fit, the one that stands first wins. */
    private static final List<String> ELEMENTS = List.of(
            "January",
            "Jan",
            "Monday",
            "Mon",
            "MST",
            "2006",
            "-07:00:00",
            "-070000",
            "-07:00",
            "-0700",
            "-07",
            "Z07:00:00",
            "Z070000",
            "Z07:00",
            "Z0700",
            "Z07",
            "002",
            "__2",
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "15",
            "_2",
            "PM",
            "pm",
            "1",
            "2",
            "3",
            "4",
            "5");

    private static final int MAX_FRACTION = 9;

    private TimeLayout() {}

    static String format(String layout, ZonedDateTime time) {
        StringBuilder text = new StringBuilder(layout.length() + 16);
        int i = 0;
        while (i < layout.length()) {
            int fraction = fraction(layout, i);
            String element = fraction > 0 ? null : element(layout, i);
            if (fraction > 0) {
                appendFraction(text, layout.charAt(i), layout.charAt(i + 1) == '9', fraction, time.getNano());
                i += fraction + 1;
            } else if (element != null) {
                text.append(value(element, time));
                i += element.length();
            } else {
                text.append(layout.charAt(i));
                i++;
            }
        }
        return text.toString();
    }

    /** How many digits a fraction of a second has that begins here with a point or comma, 0 for none. */
    static int fraction(String layout, int start) {
        char point = layout.charAt(start);
        if ((point != '.' && point != ',') || start + 1 >= layout.length()) {
            return 0;
        }
        char digit = layout.charAt(start + 1);
        if (digit != '0' && digit != '9') {
            return 0;
        }
        int end = start + 1;
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean digitFollows = end < layout.length() && Character.isDigit(layout.charAt(end));
        return digitFollows ? 0 : Math.min(end - start - 1, MAX_FRACTION);
    }

    static @Nullable String element(String layout, int start) {
        for (String element : ELEMENTS) {
            if (layout.startsWith(element, start)) {
                boolean cutsWord = element.equals("Jan") && layout.startsWith("January", start)
                        || element.equals("_2") && layout.startsWith("_2006", start)
                        || element.equals("Mon") && isLower(layout, start + 3)
                        || element.equals("Jan") && isLower(layout, start + 3);
                return cutsWord ? null : element;
            }
        }
        return null;
    }

    private static boolean isLower(String layout, int index) {
        return index < layout.length() && layout.charAt(index) >= 'a' && layout.charAt(index) <= 'z';
    }

    private static void appendFraction(StringBuilder text, char point, boolean trimmed, int digits, int nanos) {
        String all = String.format("%09d", nanos).substring(0, digits);
        int end = all.length();
        while (trimmed && end > 0 && all.charAt(end - 1) == '0') {
            end--;
        }
        if (end > 0) {
            text.append(point).append(all, 0, end);
        }
    }

    private static String value(String element, ZonedDateTime time) {
        int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        return switch (element) {
            case "2006" -> padded(time.getYear(), 4, '0');
            case "06" -> padded(Math.floorMod(time.getYear(), 100), 2, '0');
            case "January" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Jan" ->
                time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case "01" -> padded(time.getMonthValue(), 2, '0');
            case "1" -> Integer.toString(time.getMonthValue());
            case "Monday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Mon" ->
                time.getDayOfWeek()
                        .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                        .substring(0, 3);
            case "02" -> padded(time.getDayOfMonth(), 2, '0');
            case "_2" -> padded(time.getDayOfMonth(), 2, ' ');
            case "2" -> Integer.toString(time.getDayOfMonth());
            case "002" -> padded(time.getDayOfYear(), 3, '0');
            case "__2" -> padded(time.getDayOfYear(), 3, ' ');
            case "15" -> padded(time.getHour(), 2, '0');
            case "03" -> padded(hour, 2, '0');
            case "3" -> Integer.toString(hour);
            case "04" -> padded(time.getMinute(), 2, '0');
            case "4" -> Integer.toString(time.getMinute());
            case "05" -> padded(time.getSecond(), 2, '0');
            case "5" -> Integer.toString(time.getSecond());
            case "PM" -> time.getHour() < 12 ? "AM" : "PM";
            case "pm" -> time.getHour() < 12 ? "am" : "pm";
            case "MST" -> zoneName(time);
            default -> offset(element, time.getOffset().getTotalSeconds());
        };
    }

    private static String padded(int value, int width, char filler) {
        String digits = Integer.toString(Math.abs(value));
        return (value < 0 ? "-" : "") + String.valueOf(filler).repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String zoneName(ZonedDateTime time) {
        if (time.getZone().equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        String name = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
        boolean isName = name.chars().allMatch(Character::isLetter);
        return isName
                ? name
                : offset(
                        time.getOffset().getTotalSeconds() % 3600 == 0 ? "-07" : "-0700",
                        time.getOffset().getTotalSeconds());
    }

    /** The zone's distance from UTC in the form of {@code -0700}, {@code Z07:00} and their like. */
    private static String offset(String element, int seconds) {
        if (element.startsWith("Z") && seconds == 0) {
            return "Z";
        }
        int magnitude = Math.abs(seconds);
        String colon = element.contains(":") ? ":" : "";
        StringBuilder text = new StringBuilder(seconds < 0 ? "-" : "+").append(padded(magnitude / 3600, 2, '0'));
        int digits = (int) element.chars().filter(Character::isDigit).count();
        if (digits >= 4) {
            text.append(colon).append(padded(magnitude / 60 % 60, 2, '0'));
        }
        if (digits >= 6) {
            text.append(colon).append(padded(magnitude % 60, 2, '0'));
        }
        return text.toString();
    }
}
