package dev.bellwether.promql.functions;

import static java.util.Map.entry;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Functions of a time in seconds since 1970, in UTC. */
public final class DateFunctions {
    private static final Map<String, ToIntFunction<LocalDateTime>> BY_NAME = Map.ofEntries(
            entry("days_in_month", time -> time.toLocalDate().lengthOfMonth()),
            entry("day_of_month", LocalDateTime::getDayOfMonth),
            entry("day_of_week", time -> time.getDayOfWeek().getValue() % 7),
            entry("day_of_year", LocalDateTime::getDayOfYear),
            entry("hour", LocalDateTime::getHour),
            entry("minute", LocalDateTime::getMinute),
            entry("month", LocalDateTime::getMonthValue),
            entry("year", LocalDateTime::getYear));

    private static final long FIRST_SECOND = LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC);
    private static final long LAST_SECOND = LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC);

    private DateFunctions() {}

    /** The function of a name, or null where there is none of this kind. */
    public static @Nullable DoubleUnaryOperator byName(String name) {
        ToIntFunction<LocalDateTime> part = BY_NAME.get(name);
        return part == null ? null : seconds -> part.applyAsInt(time(seconds));
    }

    private static LocalDateTime time(double seconds) {
        long whole = (long) seconds;
        return LocalDateTime.ofEpochSecond(Math.clamp(whole, FIRST_SECOND, LAST_SECOND), 0, ZoneOffset.UTC);
    }
}
