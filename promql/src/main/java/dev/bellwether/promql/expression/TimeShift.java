package dev.bellwether.promql.expression;

import org.jspecify.annotations.Nullable;

/**
 * The {@code offset} and {@code @} modifiers of a selector or subquery.
 *
 * @param offset how far back; null where there is none
 * @param anchor what {@code @} names; null where there is none
 */
public record TimeShift(
        @Nullable DurationExpression offset, @Nullable Anchor anchor) {
    /** Neither modifier. */
    public static final TimeShift NONE = new TimeShift(null, null);

    /** What stands behind {@code @}. */
    public sealed interface Anchor {
        /** {@code @ 1609746000.5}: a time in milliseconds since 1970. */
        record Time(long timestampMillis) implements Anchor {}

        /** {@code @ start()}. */
        record Start() implements Anchor {}

        /** {@code @ end()}. */
        record End() implements Anchor {}
    }
}
