package dev.bellwether.promql.evaluation;

import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.plan.Plan;
import dev.bellwether.promql.printer.ExpressionPrinter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Measures what each part of one query takes. Belongs to the query's thread. */
final class Trace {
    private final Map<Expression, Measure> measures = new IdentityHashMap<>();

    private static final class Measure {
        private long nanos;
        private long series;
        private long samples;
        private boolean reused;
    }

    private Measure of(Expression expression) {
        return measures.computeIfAbsent(expression, missing -> new Measure());
    }

    /** A part has given columns. */
    void gave(Expression expression, long begunNanos, List<Column> columns) {
        Measure measure = of(expression);
        measure.nanos += System.nanoTime() - begunNanos;
        measure.series += columns.size();
        if (!(expression instanceof Expression.VectorSelector)) {
            for (Column column : columns) {
                measure.samples += column.countPresent();
            }
        }
    }

    /** A part has given a number for each step. */
    void gave(Expression expression, long begunNanos, int steps) {
        Measure measure = of(expression);
        measure.nanos += System.nanoTime() - begunNanos;
        measure.series = 1;
        measure.samples += steps;
    }

    /** A selector has read a series; the time counts where the selector is not a part that gives columns itself. */
    void read(Expression selector, long begunNanos, long samples) {
        Measure measure = of(selector);
        measure.samples += samples;
        if (selector instanceof Expression.MatrixSelector) {
            measure.nanos += System.nanoTime() - begunNanos;
            measure.series++;
        }
    }

    /** A part has been taken from where it was evaluated before. */
    void reused(Expression expression) {
        of(expression).reused = true;
    }

    /** The tree, once the query is done. */
    ExplainNode tree(Plan plan) {
        return node(Children.withoutParentheses(plan.expression()), plan);
    }

    private ExplainNode node(Expression expression, Plan plan) {
        List<ExplainNode> children = new ArrayList<>();
        double inner = 0;
        if (!(expression instanceof Expression.MatrixSelector)) {
            for (Expression child : Children.of(expression)) {
                Expression bare = Children.withoutParentheses(child);
                boolean literal = bare instanceof Expression.NumberLiteral || bare instanceof Expression.StringLiteral;
                if (!literal) {
                    ExplainNode node = node(bare, plan);
                    children.add(node);
                    inner += node.totalSeconds();
                }
            }
        }
        Measure measure = of(expression);
        // A subquery gives nothing itself: its inside is evaluated, its function takes the time.
        double total = Math.max(measure.nanos / 1e9, inner);
        return new ExplainNode(
                kind(expression),
                ExpressionPrinter.print(expression),
                expression.span(),
                optimisations(expression, plan, measure),
                measure.series,
                measure.samples,
                total - inner,
                total,
                children);
    }

    private static List<String> optimisations(Expression expression, Plan plan, Measure measure) {
        List<String> notes = new ArrayList<>(plan.notesAt(expression.span()));
        if (expression instanceof Expression.MatrixSelector matrix
                && !matrix.span().equals(matrix.selector().span())) {
            notes.addAll(plan.notesAt(matrix.selector().span()));
        }
        if (plan.isFixed(expression)) {
            notes.add("the same at every step: evaluated once");
        }
        if (measure.reused) {
            notes.add("stands in the query before: evaluated there");
        }
        return notes;
    }

    private static String kind(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral number -> "number";
            case Expression.StringLiteral text -> "text";
            case Expression.Parentheses parentheses -> "parentheses";
            case Expression.Unary unary -> "sign";
            case Expression.Binary binary -> "operator";
            case Expression.Aggregation aggregation -> "aggregation";
            case Expression.Call call -> "function";
            case Expression.VectorSelector selector -> "selector";
            case Expression.MatrixSelector matrix -> "range selector";
            case Expression.Subquery subquery -> "subquery";
        };
    }
}
