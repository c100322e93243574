package dev.bellwether.promql.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The expressions directly inside an expression, in the order of the text. Stateless. */
public final class Children {
    private Children() {}

    /** The expressions directly inside a node; empty for literals and instant selectors. */
    public static List<Expression> of(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral number -> List.of();
            case Expression.StringLiteral text -> List.of();
            case Expression.Parentheses parentheses -> List.of(parentheses.inner());
            case Expression.Unary unary -> List.of(unary.inner());
            case Expression.Binary binary -> List.of(binary.left(), binary.right());
            case Expression.Aggregation aggregation -> {
                Expression parameter = aggregation.parameter();
                yield parameter == null ? List.of(aggregation.inner()) : List.of(parameter, aggregation.inner());
            }
            case Expression.Call call -> call.arguments();
            case Expression.VectorSelector selector -> List.of();
            case Expression.MatrixSelector matrix -> List.of(matrix.selector());
            case Expression.Subquery subquery -> List.of(subquery.inner());
        };
    }

    /**
     * The node with other children; the node itself where none changes.
     *
     * @param replacement gives the new child for each child, of the same type
     */
    public static Expression replaced(Expression expression, UnaryOperator<Expression> replacement) {
        List<Expression> children = of(expression);
        List<Expression> replaced = new ArrayList<>(children.size());
        boolean changed = false;
        for (Expression child : children) {
            Expression other = replacement.apply(child);
            changed |= other != child;
            replaced.add(other);
        }
        return changed ? with(expression, replaced) : expression;
    }

    private static Expression with(Expression expression, List<Expression> children) {
        return switch (expression) {
            case Expression.NumberLiteral number -> number;
            case Expression.StringLiteral text -> text;
            case Expression.VectorSelector selector -> selector;
            case Expression.Parentheses parentheses ->
                new Expression.Parentheses(children.getFirst(), parentheses.span());
            case Expression.Unary unary -> new Expression.Unary(unary.negative(), children.getFirst(), unary.span());
            case Expression.Binary binary ->
                new Expression.Binary(
                        binary.operator(),
                        children.get(0),
                        children.get(1),
                        binary.returnBool(),
                        binary.matching(),
                        binary.span());
            case Expression.Aggregation aggregation ->
                new Expression.Aggregation(
                        aggregation.operator(),
                        children.size() == 1 ? null : children.getFirst(),
                        children.getLast(),
                        aggregation.grouping(),
                        aggregation.without(),
                        aggregation.span());
            case Expression.Call call -> new Expression.Call(call.function(), children, call.type(), call.span());
            case Expression.MatrixSelector matrix -> {
                if (!(children.getFirst() instanceof Expression.VectorSelector selector)) {
                    throw new IllegalArgumentException("a range selector holds a selector, not " + children.getFirst());
                }
                yield new Expression.MatrixSelector(selector, matrix.range(), matrix.span());
            }
            case Expression.Subquery subquery ->
                new Expression.Subquery(
                        children.getFirst(), subquery.range(), subquery.step(), subquery.shift(), subquery.span());
        };
    }

    /** What stands inside any parentheses around an expression. */
    public static Expression withoutParentheses(Expression expression) {
        Expression bare = expression;
        while (bare instanceof Expression.Parentheses parentheses) {
            bare = parentheses.inner();
        }
        return bare;
    }
}
