package dev.bellwether.promql.expression;

import dev.bellwether.model.Matcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a PromQL expression. Immutable; equality includes positions. */
public sealed interface Expression {

    /** Where the node stands in the text. */
    Span span();

    /** The type of the node's result. */
    ValueType type();

    /** {@code 1.5}, {@code 0x1f}, {@code Inf}, and durations as numbers such as {@code 5m}. */
    record NumberLiteral(double value, boolean writtenAsDuration, Span span) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }
    }

    /** {@code "text"}. */
    record StringLiteral(String value, Span span) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    /** {@code (inner)}. */
    record Parentheses(Expression inner, Span span) implements Expression {
        @Override
        public ValueType type() {
            return inner.type();
        }
    }

    /** {@code -inner}, {@code +inner}. */
    record Unary(boolean negative, Expression inner, Span span) implements Expression {
        @Override
        public ValueType type() {
            return inner.type();
        }
    }

    /**
     * {@code left operator right}.
     *
     * @param returnBool whether {@code bool} stands behind a comparison
     * @param matching how vectors are matched; null where a side is a scalar
     */
    record Binary(
            BinaryOperator operator,
            Expression left,
            Expression right,
            boolean returnBool,
            @Nullable VectorMatching matching,
            Span span)
            implements Expression {
        @Override
        public ValueType type() {
            return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
                    ? ValueType.SCALAR
                    : ValueType.INSTANT_VECTOR;
        }
    }

    /**
     * {@code sum by (label) (inner)}, {@code topk(parameter, inner)}.
     *
     * @param parameter the first argument of those aggregations that take two, else null
     * @param grouping the labels of the clause
     * @param without whether the clause is {@code without}
     */
    record Aggregation(
            AggregationOperator operator,
            @Nullable Expression parameter,
            Expression inner,
            List<String> grouping,
            boolean without,
            Span span)
            implements Expression {
        public Aggregation {
            grouping = List.copyOf(grouping);
        }

        @Override
        public ValueType type() {
            return ValueType.INSTANT_VECTOR;
        }
    }

    /** {@code function(arguments)}. */
    record Call(String function, List<Expression> arguments, ValueType type, Span span) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * {@code metric{label="value"} @ time offset 5m}.
     *
     * @param metricName the name written before the braces, or null
     * @param matchers all conditions, the name's included
     * @param range how an enclosing range selector treats its edges; {@link RangeKind#PLAIN} for an instant selector,
     *     which may also be anchored or smoothed itself
     */
    record VectorSelector(
            @Nullable String metricName, List<Matcher> matchers, TimeShift shift, RangeKind range, Span span)
            implements Expression {
        public VectorSelector {
            matchers = List.copyOf(matchers);
        }

        @Override
        public ValueType type() {
            return ValueType.INSTANT_VECTOR;
        }
    }

    /** {@code selector[range]}; offset, {@code @} and the kind of the range stand in the selector. */
    record MatrixSelector(VectorSelector selector, DurationExpression range, Span span) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.RANGE_VECTOR;
        }
    }

    /**
     * {@code inner[range:step]}.
     *
     * @param step null where it is left to the default
     */
    record Subquery(
            Expression inner,
            DurationExpression range,
            @Nullable DurationExpression step,
            TimeShift shift,
            Span span) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.RANGE_VECTOR;
        }
    }
}
