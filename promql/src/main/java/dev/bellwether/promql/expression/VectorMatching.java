package dev.bellwether.promql.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the elements of two vectors find each other.
 *
 * @param cardinality how many elements may meet
 * @param on whether {@code labels} are those that must agree (true) or those that need not (false)
 * @param labels the labels of {@code on} or {@code ignoring}
 * @param include the labels of {@code group_left} or {@code group_right}
 * @param fillLeft value for an element missing on the left ({@code fill}, {@code fill_left}), or null
 * @param fillRight value for an element missing on the right ({@code fill}, {@code fill_right}), or null
 */
public record VectorMatching(
        Cardinality cardinality,
        boolean on,
        List<String> labels,
        List<String> include,
        @Nullable Double fillLeft,
        @Nullable Double fillRight) {

    /** How many elements may meet. */
    public enum Cardinality {
        ONE_TO_ONE,
        /** {@code group_left}. */
        MANY_TO_ONE,
        /** {@code group_right}. */
        ONE_TO_MANY,
        /** Set operators. */
        MANY_TO_MANY
    }

    public VectorMatching {
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }
}
