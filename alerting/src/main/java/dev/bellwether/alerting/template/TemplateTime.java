package dev.bellwether.alerting.template;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time as Go's time.Time, with its methods for formatting and arithmetic.
 *
 * @param value the time in its zone
 */
public record TemplateTime(ZonedDateTime value) implements TemplateObject {
    /** Go's zero time, which stands for no time. */
    public static final TemplateTime ZERO = new TemplateTime(ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));

    private static final String PRINTED = "2006-01-02 15:04:05.999999999 -0700 MST";
    private static final String JSON = "2006-01-02T15:04:05.999999999Z07:00";

    /** A time in UTC. */
    public static TemplateTime of(Instant instant) {
        return new TemplateTime(instant.atZone(ZoneOffset.UTC));
    }

    @Override
    public String typeName() {
        return "time.Time";
    }

    @Override
    public String text() {
        return TimeLayout.format(PRINTED, value);
    }

    @Override
    public Object json() {
        return TimeLayout.format(JSON, value);
    }

    /** Times are equal where they are the same instant. */
    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof TemplateTime other && other.value.toInstant().equals(value.toInstant());
    }

    @Override
    public int hashCode() {
        return value.toInstant().hashCode();
    }

    @Override
    public @Nullable TemplateFunction method(String name) {
        return switch (name) {
            case "Format" ->
                TemplateFunction.of(
                        call -> TextFunctions.changed(call, TimeLayout.format(call.string(0), value)),
                        ParameterType.STRING);
            case "String" -> TemplateFunction.of(call -> text());
            case "Unix" -> TemplateFunction.of(call -> value.toEpochSecond());
            case "UnixMilli" -> TemplateFunction.of(call -> value.toInstant().toEpochMilli());
            case "UnixMicro" ->
                TemplateFunction.of(call -> value.toEpochSecond() * 1_000_000 + value.getNano() / 1_000);
            case "UnixNano" -> TemplateFunction.of(call -> value.toEpochSecond() * 1_000_000_000 + value.getNano());
            case "UTC" -> TemplateFunction.of(call -> new TemplateTime(value.withZoneSameInstant(ZoneOffset.UTC)));
            case "Local" -> TemplateFunction.of(call -> new TemplateTime(value.withZoneSameInstant(ZoneOffset.UTC)));
            case "IsZero" -> TemplateFunction.of(call -> equals(ZERO));
            case "Before" -> TemplateFunction.of(call -> value.isBefore(time(call)), ParameterType.TIME);
            case "After" -> TemplateFunction.of(call -> value.isAfter(time(call)), ParameterType.TIME);
            case "Equal" -> TemplateFunction.of(call -> value.isEqual(time(call)), ParameterType.TIME);
            case "Sub" -> TemplateFunction.of(call -> since(time(call)), ParameterType.TIME);
            case "Add" ->
                TemplateFunction.of(
                        call -> new TemplateTime(value.plusNanos(((TemplateDuration) call.required(0)).nanos())),
                        ParameterType.DURATION);
            case "AddDate" ->
                TemplateFunction.of(this::plus, ParameterType.INTEGER, ParameterType.INTEGER, ParameterType.INTEGER);
            default -> part(name);
        };
    }

    private @Nullable TemplateFunction part(String name) {
        return switch (name) {
            case "Year" -> TemplateFunction.of(call -> (long) value.getYear());
            case "Month" ->
                TemplateFunction.of(call -> new NamedNumber(
                        "time.Month",
                        value.getMonthValue(),
                        value.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
            case "Day" -> TemplateFunction.of(call -> (long) value.getDayOfMonth());
            case "YearDay" -> TemplateFunction.of(call -> (long) value.getDayOfYear());
            case "Weekday" ->
                TemplateFunction.of(call -> new NamedNumber(
                        "time.Weekday",
                        value.getDayOfWeek().getValue() % 7,
                        value.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
            case "Hour" -> TemplateFunction.of(call -> (long) value.getHour());
            case "Minute" -> TemplateFunction.of(call -> (long) value.getMinute());
            case "Second" -> TemplateFunction.of(call -> (long) value.getSecond());
            case "Nanosecond" -> TemplateFunction.of(call -> (long) value.getNano());
            default -> null;
        };
    }

    /** A number that prints as a name: months and days of the week. */
    private record NamedNumber(String typeName, long value, String text) implements TemplateObject {
        @Override
        public Long number() {
            return value;
        }

        @Override
        public Object json() {
            return value;
        }
    }

    private static ZonedDateTime time(FunctionArguments call) {
        return ((TemplateTime) call.required(0)).value;
    }

    private TemplateTime plus(FunctionArguments call) {
        for (int i = 0; i < 3; i++) {
            if (Math.abs(call.integer(i)) > 1_000_000) {
                throw new IllegalArgumentException("AddDate by " + call.integer(i) + "; at most 1000000 is allowed");
            }
        }
        return new TemplateTime(
                value.plusYears(call.integer(0)).plusMonths(call.integer(1)).plusDays(call.integer(2)));
    }

    /** The time that has passed since another time; the longest there is where it is longer. */
    TemplateDuration since(ZonedDateTime earlier) {
        Duration between = Duration.between(earlier, value);
        try {
            return new TemplateDuration(between.toNanos());
        } catch (ArithmeticException e) {
            return new TemplateDuration(between.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
    }
}
