package dev.bellwether.alerting.template;

import org.jspecify.annotations.Nullable;

/**
 * A duration as Go's time.Duration: a number of nanoseconds with methods.
 *
 * @param nanos its length in nanoseconds, may be negative
 */
public record TemplateDuration(long nanos) implements TemplateObject {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    /** Its length in seconds. */
    public double seconds() {
        return nanos / SECOND + nanos % SECOND / 1e9;
    }

    @Override
    public String typeName() {
        return "time.Duration";
    }

    @Override
    public Long number() {
        return nanos;
    }

    @Override
    public Object json() {
        return nanos;
    }

    @Override
    public @Nullable TemplateFunction method(String name) {
        return switch (name) {
            case "Hours" -> TemplateFunction.of(call -> (double) (nanos / HOUR) + nanos % HOUR / (60 * 60 * 1e9));
            case "Minutes" -> TemplateFunction.of(call -> (double) (nanos / MINUTE) + nanos % MINUTE / (60 * 1e9));
            case "Seconds" -> TemplateFunction.of(call -> seconds());
            case "Milliseconds" -> TemplateFunction.of(call -> nanos / 1_000_000);
            case "Microseconds" -> TemplateFunction.of(call -> nanos / 1_000);
            case "Nanoseconds" -> TemplateFunction.of(call -> nanos);
            case "Abs" ->
                TemplateFunction.of(
                        call -> new TemplateDuration(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos)));
            case "String" -> TemplateFunction.of(call -> text());
            case "Round" ->
                TemplateFunction.of(
                        call -> new TemplateDuration(rounded(nanos(call.required(0)))), ParameterType.DURATION);
            case "Truncate" ->
                TemplateFunction.of(
                        call -> {
                            long unit = nanos(call.required(0));
                            return new TemplateDuration(unit <= 0 ? nanos : nanos - nanos % unit);
                        },
                        ParameterType.DURATION);
            default -> null;
        };
    }

    private static long nanos(Object value) {
        return ((TemplateDuration) value).nanos;
    }

    /** Halves go away from zero. */
    private long rounded(long unit) {
        if (unit <= 0) {
            return nanos;
        }
        long rest = Math.abs(nanos % unit);
        long down = nanos - nanos % unit;
        if (rest < unit - rest) {
            return down;
        }
        return nanos < 0 ? down - unit : down + unit;
    }

    /** As Go writes it: {@code 1h15m30.918s}, {@code 1.5ms}, {@code 0s}. */
    @Override
    public String text() {
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        long magnitude = Math.abs(nanos);
        if (magnitude > 0 && magnitude < SECOND) {
            if (magnitude < 1_000) {
                return sign + magnitude + "ns";
            }
            return magnitude < 1_000_000 ? sign + decimal(magnitude, 3) + "µs" : sign + decimal(magnitude, 6) + "ms";
        }
        long whole = Long.divideUnsigned(magnitude, SECOND);
        long minutes = whole / 60;
        long hours = minutes / 60;
        String seconds = decimal(Long.remainderUnsigned(magnitude, MINUTE), 9) + "s";
        if (hours > 0) {
            return sign + hours + "h" + minutes % 60 + "m" + seconds;
        }
        return minutes > 0 ? sign + minutes + "m" + seconds : sign + seconds;
    }

    private static String decimal(long value, int digits) {
        return java.math.BigDecimal.valueOf(value, digits).stripTrailingZeros().toPlainString();
    }
}
