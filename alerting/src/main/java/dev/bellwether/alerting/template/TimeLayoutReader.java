package dev.bellwether.alerting.template;

import dev.bellwether.model.LabelText;
import java.time.DateTimeException;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads times that are written in Go's layouts; what a layout does not name is that of the first of January of year 0, UTC. */
final class TimeLayoutReader {
    private final String layout;
    private final String text;
    private int position;
    private int year;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private @Nullable Boolean afternoon;
    private ZoneId zone = ZoneOffset.UTC;

    private TimeLayoutReader(String layout, String text) {
        this.layout = layout;
        this.text = text;
    }

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException where the text is not of the layout
     */
    static TemplateTime parse(String layout, String text) {
        return new TimeLayoutReader(layout, text).read();
    }

    private TemplateTime read() {
        int i = 0;
        while (i < layout.length()) {
            int fraction = TimeLayout.fraction(layout, i);
            String element = fraction > 0 ? null : TimeLayout.element(layout, i);
            if (fraction > 0) {
                fraction(layout.charAt(i + 1) == '9');
                i += fraction + 1;
            } else if (element != null) {
                element(element);
                if (element.equals("05") || element.equals("5")) {
                    impliedFraction(i + element.length());
                }
                i += element.length();
            } else {
                if (position >= text.length() || text.charAt(position) != layout.charAt(i)) {
                    throw wrong(layout.substring(i));
                }
                position++;
                i++;
            }
        }
        if (position < text.length()) {
            throw new IllegalArgumentException("parsing time " + LabelText.quote(text) + ": extra text: "
                    + LabelText.quote(text.substring(position)));
        }
        return time();
    }

    private TemplateTime time() {
        int hours = afternoon == null ? hour : afternoon ? hour % 12 + 12 : hour % 12;
        try {
            ZonedDateTime time = ZonedDateTime.of(year, month, day, hours, minute, second, nano, zone);
            return new TemplateTime(dayOfYear > 0 ? time.withDayOfYear(dayOfYear) : time);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "parsing time " + LabelText.quote(text) + ": out of range: " + e.getMessage(), e);
        }
    }

    private IllegalArgumentException wrong(String element) {
        return new IllegalArgumentException("parsing time " + LabelText.quote(text) + " as " + LabelText.quote(layout)
                + ": cannot parse " + LabelText.quote(text.substring(Math.min(position, text.length()))) + " as "
                + LabelText.quote(element));
    }

    private void element(String element) {
        switch (element) {
            case "2006" -> year = number(4, 4, element);
            case "06" -> {
                int value = number(2, 2, element);
                year = value >= 69 ? 1900 + value : 2000 + value;
            }
            case "January", "Jan" -> month = month(element);
            case "01" -> month = number(2, 2, element);
            case "1" -> month = number(1, 2, element);
            case "Monday", "Mon" -> weekday(element);
            case "02" -> day = number(2, 2, element);
            case "_2" -> {
                skipBlanks(1);
                day = number(1, 2, element);
            }
            case "2" -> day = number(1, 2, element);
            case "002" -> dayOfYear = number(3, 3, element);
            case "__2" -> {
                skipBlanks(2);
                dayOfYear = number(1, 3, element);
            }
            case "15" -> hour = number(1, 2, element);
            case "03" -> hour = number(2, 2, element);
            case "3" -> hour = number(1, 2, element);
            case "04" -> minute = number(2, 2, element);
            case "4" -> minute = number(1, 2, element);
            case "05" -> second = number(2, 2, element);
            case "5" -> second = number(1, 2, element);
            case "PM" -> afternoon = half("AM", "PM", element);
            case "pm" -> afternoon = half("am", "pm", element);
            case "MST" -> zoneName(element);
            default -> offset(element);
        }
    }

    private void skipBlanks(int most) {
        int skipped = 0;
        while (skipped < most && position < text.length() && text.charAt(position) == ' ') {
            position++;
            skipped++;
        }
    }

    private int number(int fewest, int most, String element) {
        int start = position;
        while (position < text.length()
                && position - start < most
                && text.charAt(position) >= '0'
                && text.charAt(position) <= '9') {
            position++;
        }
        if (position - start < fewest) {
            position = start;
            throw wrong(element);
        }
        return Integer.parseInt(text.substring(start, position));
    }

    private int month(String element) {
        for (Month candidate : Month.values()) {
            String name = candidate.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            if (accept(element.equals("Jan") ? name.substring(0, 3) : name)) {
                return candidate.getValue();
            }
        }
        throw wrong(element);
    }

    private void weekday(String element) {
        for (java.time.DayOfWeek candidate : java.time.DayOfWeek.values()) {
            String name = candidate.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            if (accept(element.equals("Mon") ? name.substring(0, 3) : name)) {
                return;
            }
        }
        throw wrong(element);
    }

    private boolean accept(String word) {
        if (text.regionMatches(true, position, word, 0, word.length())) {
            position += word.length();
            return true;
        }
        return false;
    }

    private boolean half(String morning, String evening, String element) {
        if (text.startsWith(evening, position) || text.startsWith(morning, position)) {
            position += 2;
            return text.startsWith(evening, position - 2);
        }
        throw wrong(element);
    }

    /** A fraction may stand behind seconds that the layout does not name. */
    private void impliedFraction(int nextInLayout) {
        boolean named = nextInLayout < layout.length() && TimeLayout.fraction(layout, nextInLayout) > 0;
        boolean present = position + 1 < text.length()
                && (text.charAt(position) == '.' || text.charAt(position) == ',')
                && Character.isDigit(text.charAt(position + 1));
        if (!named && present) {
            fraction(true);
        }
    }

    private void fraction(boolean optional) {
        boolean present = position < text.length() && (text.charAt(position) == '.' || text.charAt(position) == ',');
        if (!present) {
            if (optional) {
                return;
            }
            throw wrong(".0");
        }
        position++;
        int start = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        String digits = (text.substring(start, position) + "000000000").substring(0, 9);
        nano = Integer.parseInt(digits);
    }

    private void zoneName(String element) {
        int start = position;
        while (position < text.length() && position - start < 5 && Character.isUpperCase(text.charAt(position))) {
            position++;
        }
        if (position - start < 3) {
            throw wrong(element);
        }
    }

    private void offset(String element) {
        if (element.startsWith("Z") && position < text.length() && text.charAt(position) == 'Z') {
            position++;
            return;
        }
        if (position >= text.length() || "+-".indexOf(text.charAt(position)) < 0) {
            throw wrong(element);
        }
        int sign = text.charAt(position) == '-' ? -1 : 1;
        position++;
        int seconds = number(2, 2, element) * 3600;
        int digits = (int) element.chars().filter(Character::isDigit).count();
        boolean colon = element.contains(":");
        for (int unit = 60; digits > 2; digits -= 2) {
            if (colon && !accept(":")) {
                throw wrong(element);
            }
            seconds += number(2, 2, element) * unit;
            unit = 1;
        }
        try {
            zone = ZoneOffset.ofTotalSeconds(sign * seconds);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "parsing time " + LabelText.quote(text) + ": time zone offset hour out of range", e);
        }
    }
}
