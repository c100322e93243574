package dev.bellwether.alerting.rules;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.BinaryOperator;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.expression.TimeShift;
import dev.bellwether.promql.expression.ValueType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a rule's shape and its threshold. Stateless. */
final class ShapeScan {
    private static final Set<String> OF_ONE_SERIES = Set.of(
            "abs",
            "ceil",
            "exp",
            "floor",
            "ln",
            "log10",
            "log2",
            "sgn",
            "sqrt",
            "acos",
            "acosh",
            "asin",
            "asinh",
            "atan",
            "atanh",
            "cos",
            "cosh",
            "sin",
            "sinh",
            "tan",
            "tanh",
            "deg",
            "rad",
            "clamp",
            "clamp_max",
            "clamp_min",
            "round",
            "timestamp",
            "histogram_avg",
            "histogram_count",
            "histogram_sum",
            "histogram_stddev",
            "histogram_stdvar",
            "histogram_fraction",
            "avg_over_time",
            "changes",
            "count_over_time",
            "delta",
            "deriv",
            "first_over_time",
            "idelta",
            "increase",
            "irate",
            "last_over_time",
            "max_over_time",
            "min_over_time",
            "present_over_time",
            "rate",
            "resets",
            "stddev_over_time",
            "stdvar_over_time",
            "sum_over_time",
            "mad_over_time",
            "ts_of_first_over_time",
            "ts_of_last_over_time",
            "ts_of_max_over_time",
            "ts_of_min_over_time",
            "predict_linear",
            "quantile_over_time",
            "double_exponential_smoothing");

    private ShapeScan() {}

    static RuleShape shapeOf(Expression expression) {
        RuleShape threshold = threshold(expression);
        if (threshold != null) {
            return threshold;
        }
        List<Matcher> selector = onlySelector(expression);
        return selector == null ? new RuleShape.Whole() : new RuleShape.Elementwise(selector);
    }

    /** The number that the outermost operator compares with, or null. */
    static @Nullable Double comparedWith(Expression expression) {
        if (!(inner(expression) instanceof Expression.Binary binary)
                || !binary.operator().isComparison()) {
            return null;
        }
        Double right = number(binary.right());
        return right == null ? number(binary.left()) : right;
    }

    private static @Nullable RuleShape threshold(Expression expression) {
        if (!(inner(expression) instanceof Expression.Binary binary)
                || !binary.operator().isComparison()
                || binary.returnBool()) {
            return null;
        }
        Double left = number(binary.left());
        Double right = number(binary.right());
        Expression side = inner(left == null ? binary.left() : binary.right());
        Double number = left == null ? right : left;
        if (number == null || !(side instanceof Expression.VectorSelector selector) || !isPlain(selector)) {
            return null;
        }
        BinaryOperator operator = binary.operator();
        return new RuleShape.Threshold(selector.matchers(), operator, number, left != null);
    }

    private static Expression inner(Expression expression) {
        return expression instanceof Expression.Parentheses parentheses ? inner(parentheses.inner()) : expression;
    }

    private static @Nullable Double number(Expression expression) {
        return switch (inner(expression)) {
            case Expression.NumberLiteral literal -> literal.value();
            case Expression.Unary unary -> {
                Double value = number(unary.inner());
                yield value == null ? null : unary.negative() ? Double.valueOf(-value) : value;
            }
            default -> null;
        };
    }

    private static boolean isPlain(Expression.VectorSelector selector) {
        return selector.shift().equals(TimeShift.NONE) && selector.range() == RangeKind.PLAIN && hasName(selector);
    }

    /** Two series that differ in their names alone would become one alert. */
    private static boolean hasName(Expression.VectorSelector selector) {
        return selector.matchers().stream()
                .anyMatch(matcher ->
                        matcher.name().equals(Labels.METRIC_NAME) && matcher.operator() == Matcher.Operator.EQUAL);
    }

    /** The conditions of the one selector of an expression that treats each series by itself, or null. */
    private static @Nullable List<Matcher> onlySelector(Expression expression) {
        return switch (expression) {
            case Expression.Parentheses parentheses -> onlySelector(parentheses.inner());
            case Expression.Unary unary -> onlySelector(unary.inner());
            case Expression.VectorSelector selector ->
                selector.shift().equals(TimeShift.NONE) && hasName(selector) ? selector.matchers() : null;
            case Expression.MatrixSelector matrix -> onlySelector(matrix.selector());
            case Expression.Binary binary -> ofBinary(binary);
            case Expression.Call call -> ofCall(call);
            case Expression.NumberLiteral ignored -> null;
            case Expression.StringLiteral ignored -> null;
            case Expression.Aggregation ignored -> null;
            case Expression.Subquery ignored -> null;
        };
    }

    private static @Nullable List<Matcher> ofBinary(Expression.Binary binary) {
        if (isNumeric(binary.left())) {
            return onlySelector(binary.right());
        }
        return isNumeric(binary.right()) ? onlySelector(binary.left()) : null;
    }

    private static @Nullable List<Matcher> ofCall(Expression.Call call) {
        if (!OF_ONE_SERIES.contains(call.function())) {
            return null;
        }
        List<Matcher> found = null;
        for (Expression argument : call.arguments()) {
            if (!isNumeric(argument)) {
                if (found != null) {
                    return null;
                }
                found = onlySelector(argument);
                if (found == null) {
                    return null;
                }
            }
        }
        return found;
    }

    /** A scalar that reads no series. */
    private static boolean isNumeric(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral ignored -> true;
            case Expression.Parentheses parentheses -> isNumeric(parentheses.inner());
            case Expression.Unary unary -> isNumeric(unary.inner());
            case Expression.Binary binary -> isNumeric(binary.left()) && isNumeric(binary.right());
            case Expression.Call call ->
                call.type() == ValueType.SCALAR && call.arguments().stream().allMatch(ShapeScan::isNumeric);
            case Expression.StringLiteral ignored -> false;
            case Expression.VectorSelector ignored -> false;
            case Expression.MatrixSelector ignored -> false;
            case Expression.Aggregation ignored -> false;
            case Expression.Subquery ignored -> false;
        };
    }
}
