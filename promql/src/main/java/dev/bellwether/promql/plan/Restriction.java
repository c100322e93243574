package dev.bellwether.promql.plan;

import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.AggregationOperator;
import dev.bellwether.promql.expression.BinaryOperator;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.expression.VectorMatching;
import dev.bellwether.promql.expression.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Adds conditions to the selectors of an expression of which only the elements that fulfil them matter.
 *
 * <p>Elements that fulfil them stay as they are; others may go, or stay, or have other values.
 */
final class Restriction {
    private Restriction() {}

    static Expression of(Expression expression, List<Matcher> wanted, PlanNotes notes) {
        if (wanted.isEmpty()) {
            return expression;
        }
        return switch (expression) {
            case Expression.NumberLiteral number -> number;
            case Expression.StringLiteral text -> text;
            case Expression.VectorSelector selector -> selector(selector, wanted, notes);
            case Expression.Parentheses parentheses -> children(parentheses, wanted, notes);
            case Expression.Unary unary -> children(unary, wanted, notes);
            case Expression.MatrixSelector matrix -> children(matrix, wanted, notes);
            case Expression.Subquery subquery -> children(subquery, wanted, notes);
            case Expression.Aggregation aggregation -> aggregation(aggregation, wanted, notes);
            case Expression.Call call -> call(call, wanted, notes);
            case Expression.Binary binary -> binary(binary, wanted, notes);
        };
    }

    private static Expression children(Expression expression, List<Matcher> wanted, PlanNotes notes) {
        return Children.replaced(expression, child -> of(child, wanted, notes));
    }

    private static Expression selector(Expression.VectorSelector selector, List<Matcher> wanted, PlanNotes notes) {
        List<Matcher> matchers = new ArrayList<>(selector.matchers());
        for (Matcher matcher : wanted) {
            if (!matchers.contains(matcher)) {
                matchers.add(matcher);
                notes.add(selector.span(), "condition of the other side added: " + matcher);
            }
        }
        return matchers.size() == selector.matchers().size()
                ? selector
                : new Expression.VectorSelector(
                        selector.metricName(), matchers, selector.shift(), selector.range(), selector.span());
    }

    private static Expression aggregation(Expression.Aggregation aggregation, List<Matcher> wanted, PlanNotes notes) {
        if (aggregation.operator() == AggregationOperator.COUNT_VALUES) {
            return aggregation;
        }
        Expression inner =
                of(aggregation.inner(), only(wanted, label -> LabelPaths.isGroupedBy(aggregation, label)), notes);
        return inner == aggregation.inner()
                ? aggregation
                : new Expression.Aggregation(
                        aggregation.operator(),
                        aggregation.parameter(),
                        inner,
                        aggregation.grouping(),
                        aggregation.without(),
                        aggregation.span());
    }

    private static Expression call(Expression.Call call, List<Matcher> wanted, PlanNotes notes) {
        List<Expression> arguments = new ArrayList<>(call.arguments());
        boolean changed = false;
        for (int i = 0; i < arguments.size(); i++) {
            int index = i;
            Expression argument = arguments.get(i);
            Expression restricted =
                    of(argument, only(wanted, label -> LabelPaths.argumentWith(call, label) == index), notes);
            changed |= restricted != argument;
            arguments.set(i, restricted);
        }
        return changed ? new Expression.Call(call.function(), arguments, call.type(), call.span()) : call;
    }

    private static Expression binary(Expression.Binary binary, List<Matcher> wanted, PlanNotes notes) {
        VectorMatching matching = binary.matching();
        List<Matcher> toLeft;
        List<Matcher> toRight;
        if (matching == null) {
            toLeft = binary.left().type() == ValueType.SCALAR ? List.of() : wanted;
            toRight = binary.right().type() == ValueType.SCALAR ? List.of() : wanted;
        } else if (matching.fillLeft() != null || matching.fillRight() != null) {
            return binary;
        } else {
            toLeft = only(wanted, label -> reachesLeft(binary.operator(), matching, label));
            toRight = only(wanted, label -> reachesRight(binary.operator(), matching, label));
        }
        Expression left = of(binary.left(), toLeft, notes);
        Expression right = of(binary.right(), toRight, notes);
        return left == binary.left() && right == binary.right()
                ? binary
                : new Expression.Binary(binary.operator(), left, right, binary.returnBool(), matching, binary.span());
    }

    private static boolean reachesLeft(BinaryOperator operator, VectorMatching matching, String label) {
        return MatchingLabels.areEqualAcross(matching, label)
                || operator == BinaryOperator.AND
                || operator == BinaryOperator.UNLESS
                || (!operator.isSet() && comesFrom(Cardinality.MANY_TO_ONE, Cardinality.ONE_TO_MANY, matching, label));
    }

    private static boolean reachesRight(BinaryOperator operator, VectorMatching matching, String label) {
        return MatchingLabels.areEqualAcross(matching, label)
                || (!operator.isSet() && comesFrom(Cardinality.ONE_TO_MANY, Cardinality.MANY_TO_ONE, matching, label));
    }

    /** Whether the result has its label from a side: the "many" side, or the "one" side where it is included. */
    private static boolean comesFrom(Cardinality asMany, Cardinality asOne, VectorMatching matching, String label) {
        boolean included = matching.include().contains(label);
        return matching.cardinality() == (included ? asOne : asMany);
    }

    private static List<Matcher> only(List<Matcher> matchers, Predicate<String> label) {
        return matchers.stream().filter(matcher -> label.test(matcher.name())).toList();
    }
}
