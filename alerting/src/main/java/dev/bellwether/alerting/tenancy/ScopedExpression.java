package dev.bellwether.alerting.tenancy;

import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.printer.ExpressionPrinter;
import java.util.ArrayList;
import java.util.List;

/** Expressions that see nothing but the series that fulfil certain conditions. Stateless. */
public final class ScopedExpression {
    /** Looks up series by itself, under conditions that a selector's mean something else for. */
    private static final String INFO = "info";

    private ScopedExpression() {}

    /**
     * The expression with the conditions in each of its selectors; one that has them already stays as it is.
     *
     * @throws IllegalArgumentException where the expression calls {@code info}, which chooses series by itself
     */
    public static Expression of(Expression expression, List<Matcher> conditions) {
        if (conditions.isEmpty()) {
            return expression;
        }
        if (expression instanceof Expression.Call call && call.function().equals(INFO)) {
            throw new IllegalArgumentException(
                    "the function info reads series of other namespaces, and is not allowed where"
                            + " rules are kept to their own; \"* on (instance, job) group_left (…) target_info\" does the same");
        }
        if (expression instanceof Expression.VectorSelector selector) {
            return scoped(selector, conditions);
        }
        return Children.replaced(expression, child -> of(child, conditions));
    }

    /** The text of an expression under the conditions. */
    public static String print(Expression expression, List<Matcher> conditions) {
        return ExpressionPrinter.print(of(expression, conditions));
    }

    private static Expression.VectorSelector scoped(Expression.VectorSelector selector, List<Matcher> conditions) {
        List<Matcher> missing = new ArrayList<>(conditions);
        missing.removeAll(selector.matchers());
        if (missing.isEmpty()) {
            return selector;
        }
        List<Matcher> all = new ArrayList<>(selector.matchers());
        all.addAll(missing);
        return new Expression.VectorSelector(
                selector.metricName(), all, selector.shift(), selector.range(), selector.span());
    }
}
