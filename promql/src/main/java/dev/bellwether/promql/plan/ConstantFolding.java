package dev.bellwether.promql.plan;

import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.TimeShift;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.functions.FloatOperation;
import dev.bellwether.promql.functions.InstantFunctions;
import dev.bellwether.promql.printer.ExpressionPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Computes what is the same whatever the data: numbers joined by operators, {@code pi()}, {@code max_of} and
 * {@code min_of} of numbers, and durations without {@code step()} and {@code range()}.
 *
 * <p>A folded number stands where the expression stood, so that what points to it still does. Parentheses stay.
 */
public final class ConstantFolding {
    private ConstantFolding() {}

    /** The expression with its constants computed; the expression itself where there is nothing to compute. */
    public static Expression fold(Expression expression) {
        return fold(expression, new PlanNotes());
    }

    static Expression fold(Expression expression, PlanNotes notes) {
        Expression inner = Children.replaced(expression, child -> fold(child, notes));
        Expression folded = inner.type() == ValueType.SCALAR ? number(inner) : withDurations(inner);
        if (folded != inner) {
            notes.add(
                    folded.span(),
                    "constants folded: " + ExpressionPrinter.print(expression) + " is "
                            + ExpressionPrinter.print(folded));
        }
        return folded;
    }

    private static Expression number(Expression expression) {
        if (expression instanceof Expression.Parentheses || expression instanceof Expression.NumberLiteral) {
            return expression;
        }
        Double value = valueOf(expression);
        return value == null ? expression : new Expression.NumberLiteral(value, false, expression.span());
    }

    private static @Nullable Double valueOf(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral number -> number.value();
            case Expression.Parentheses parentheses -> valueOf(parentheses.inner());
            case Expression.Unary unary -> {
                Double inner = valueOf(unary.inner());
                yield inner == null || !unary.negative() ? inner : Double.valueOf(-inner);
            }
            case Expression.Binary binary -> {
                Double left = valueOf(binary.left());
                Double right = valueOf(binary.right());
                yield left == null || right == null
                        ? null
                        : Double.valueOf(
                                FloatOperation.scalar(binary.operator()).applyAsDouble(left, right));
            }
            case Expression.Call call -> valueOf(call);
            default -> null;
        };
    }

    private static @Nullable Double valueOf(Expression.Call call) {
        return switch (call.function()) {
            case "pi" -> Math.PI;
            case "max_of", "min_of" -> {
                Double left = valueOf(call.arguments().get(0));
                Double right = valueOf(call.arguments().get(1));
                if (left == null || right == null) {
                    yield null;
                }
                yield call.function().equals("max_of")
                        ? InstantFunctions.maximum(left, right)
                        : InstantFunctions.minimum(left, right);
            }
            case "scalar" ->
                Children.withoutParentheses(call.arguments().getFirst()) instanceof Expression.Call vector
                                && vector.function().equals("vector")
                        ? valueOf(vector.arguments().getFirst())
                        : null;
            default -> null;
        };
    }

    private static Expression withDurations(Expression expression) {
        return switch (expression) {
            case Expression.VectorSelector selector -> selector(selector);
            case Expression.MatrixSelector matrix -> {
                DurationExpression range = ConstantDurations.foldPositive(matrix.range());
                yield range == matrix.range()
                        ? matrix
                        : new Expression.MatrixSelector(matrix.selector(), range, matrix.span());
            }
            case Expression.Subquery subquery -> subquery(subquery);
            default -> expression;
        };
    }

    private static Expression.VectorSelector selector(Expression.VectorSelector selector) {
        TimeShift shift = shift(selector.shift());
        return shift == selector.shift()
                ? selector
                : new Expression.VectorSelector(
                        selector.metricName(), selector.matchers(), shift, selector.range(), selector.span());
    }

    private static Expression.Subquery subquery(Expression.Subquery subquery) {
        DurationExpression range = ConstantDurations.foldPositive(subquery.range());
        DurationExpression step = subquery.step() == null ? null : ConstantDurations.foldPositive(subquery.step());
        TimeShift shift = shift(subquery.shift());
        boolean same = range == subquery.range() && step == subquery.step() && shift == subquery.shift();
        return same ? subquery : new Expression.Subquery(subquery.inner(), range, step, shift, subquery.span());
    }

    private static TimeShift shift(TimeShift shift) {
        DurationExpression offset = shift.offset();
        if (offset == null) {
            return shift;
        }
        DurationExpression folded = ConstantDurations.fold(offset);
        return folded == offset ? shift : new TimeShift(folded, shift.anchor());
    }
}
