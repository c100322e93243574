package dev.bellwether.model.alert;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Times that come again, as Alertmanager's {@code time_intervals}: a moment lies within where each of the lists has an entry
 * for it; an empty list says nothing.
 *
 * @param times times of the day
 * @param weekdays days of the week, 1 for Monday to 7 for Sunday; a range may go over the week's end
 * @param daysOfMonth days of the month from 1; negative ones count from its end, −1 is the last
 * @param months months from 1 to 12
 * @param years years
 * @param dates the only dates that count
 * @param holidays dates that do not count
 * @param location the time zone
 */
public record TimeInterval(
        List<TimeRange> times,
        List<Range> weekdays,
        List<Range> daysOfMonth,
        List<Range> months,
        List<Range> years,
        List<LocalDate> dates,
        List<LocalDate> holidays,
        ZoneId location) {
    /** Always. */
    public static final TimeInterval ALWAYS = new TimeInterval(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), ZoneOffset.UTC);

    public TimeInterval {
        times = List.copyOf(times);
        weekdays = List.copyOf(weekdays);
        daysOfMonth = List.copyOf(daysOfMonth);
        months = List.copyOf(months);
        years = List.copyOf(years);
        dates = List.copyOf(dates);
        holidays = List.copyOf(holidays);
        check("weekdays", weekdays, 1, 7);
        check("months", months, 1, 12);
        for (Range range : daysOfMonth) {
            if (range.from() == 0 || range.to() == 0 || Math.abs(range.from()) > 31 || Math.abs(range.to()) > 31) {
                throw new IllegalArgumentException("daysOfMonth has " + range + "; 1 to 31 and -31 to -1 are allowed");
            }
            if (range.from() < 0 == range.to() < 0 && range.from() > range.to()) {
                throw new IllegalArgumentException("daysOfMonth has " + range + ", which ends before it begins");
            }
            if (range.from() < 0 && range.to() > 0) {
                throw new IllegalArgumentException(
                        "daysOfMonth has " + range + "; a range that starts from the month's end must end there");
            }
        }
        check("years", years, 0, 9999);
    }

    private static void check(String field, List<Range> ranges, int least, int most) {
        for (Range range : ranges) {
            boolean outside = Math.min(range.from(), range.to()) < least || Math.max(range.from(), range.to()) > most;
            if (outside || range.from() > range.to() && !field.equals("weekdays")) {
                throw new IllegalArgumentException(
                        field + " has " + range + "; ranges within " + least + " and " + most + " are allowed");
            }
        }
    }

    /**
     * Whole numbers.
     *
     * @param from the first
     * @param to the last
     */
    public record Range(int from, int to) {
        @Override
        public String toString() {
            return from == to ? String.valueOf(from) : from + ":" + to;
        }
    }

    /**
     * A part of the day.
     *
     * @param startMinute the first minute, from 0
     * @param endMinute the minute after the last one, to 1440
     */
    public record TimeRange(int startMinute, int endMinute) {
        public TimeRange {
            if (startMinute < 0 || endMinute > 1440 || startMinute >= endMinute) {
                throw new IllegalArgumentException("times has minutes " + startMinute + " to " + endMinute
                        + " of the day; the start must lie before the end, both within 0 and 1440");
            }
        }
    }

    /** Whether a moment lies within. */
    public boolean contains(Instant instant) {
        ZonedDateTime local = instant.atZone(location);
        LocalDate date = local.toLocalDate();
        return !holidays.contains(date)
                && (dates.isEmpty() || dates.contains(date))
                && within(times, local.toLocalTime())
                && has(weekdays, date.getDayOfWeek().getValue())
                && hasDay(date)
                && has(months, date.getMonthValue())
                && has(years, date.getYear());
    }

    private static boolean within(List<TimeRange> ranges, LocalTime time) {
        int minute = time.getHour() * 60 + time.getMinute();
        return ranges.isEmpty()
                || ranges.stream().anyMatch(range -> range.startMinute() <= minute && minute < range.endMinute());
    }

    private static boolean has(List<Range> ranges, int value) {
        return ranges.isEmpty()
                || ranges.stream()
                        .anyMatch(range -> range.from() <= range.to()
                                ? range.from() <= value && value <= range.to()
                                : range.from() <= value || value <= range.to());
    }

    private boolean hasDay(LocalDate date) {
        int length = YearMonth.from(date).lengthOfMonth();
        int day = date.getDayOfMonth();
        return daysOfMonth.isEmpty()
                || daysOfMonth.stream().anyMatch(range -> {
                    int from = range.from() < 0 ? Math.max(1, length + 1 + range.from()) : range.from();
                    int to = range.to() < 0 ? length + 1 + range.to() : Math.min(range.to(), length);
                    return from <= day && day <= to;
                });
    }
}
