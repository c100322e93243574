package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.tenancy.ScopedExpression;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Expression.Binary;
import dev.bellwether.promql.expression.Expression.NumberLiteral;
import dev.bellwether.promql.expression.Expression.Unary;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A change to a rule that somebody else ships.
 *
 * @param rule the rule's name, or its uid such as {@code namespace/name}
 * @param threshold the number that the outermost comparison compares with, null to leave it
 * @param severity the label {@code severity}, null to leave it
 * @param holdFor how long the expression must hold, null to leave it
 * @param disabled whether the rule is left out
 */
public record RuleOverride(
        String rule,
        @Nullable Double threshold,
        @Nullable String severity,
        @Nullable Duration holdFor,
        boolean disabled) {
    public RuleOverride {
        if (rule.isBlank()) {
            throw new IllegalArgumentException("an override's rule is blank, a rule's name is needed");
        }
    }

    /** Whether it is about a rule. */
    public boolean concerns(Rule other) {
        return rule.equals(other.name()) || rule.equals(other.uid());
    }

    /**
     * The rule as it is to be. Rules that record have a threshold alone.
     *
     * @throws IllegalArgumentException where there is no comparison with a number whose threshold could change
     */
    public Rule applied(Rule other) {
        if (!(other instanceof AlertRule alert)) {
            return other;
        }
        Map<String, String> labels = new TreeMap<>(alert.labels().toMap());
        if (severity != null) {
            labels.put("severity", severity);
        }
        return new AlertRule(
                alert.uid(),
                alert.name(),
                threshold == null ? alert.expression() : compared(alert.expression(), threshold),
                alert.schedule(),
                holdFor == null ? alert.holdFor() : holdFor,
                alert.keepFiringFor(),
                alert.noData(),
                alert.mode(),
                Labels.of(labels),
                alert.annotations(),
                alert.scope());
    }

    private String compared(String expression, double number) {
        Expression parsed = PromqlParser.parse(expression, ParserOptions.ALL);
        Expression changed = compared(parsed, number);
        if (changed == null) {
            throw new IllegalArgumentException("the override's threshold is " + number
                    + ", but the outermost operator of the expression compares with no number");
        }
        return ScopedExpression.print(changed, List.of());
    }

    private static @Nullable Expression compared(Expression expression, double number) {
        if (expression instanceof Expression.Parentheses around) {
            Expression inner = compared(around.inner(), number);
            return inner == null ? null : Children.replaced(around, child -> inner);
        }
        if (!(expression instanceof Binary binary) || !binary.operator().isComparison()) {
            return null;
        }
        boolean right = isNumber(binary.right());
        if (!right && !isNumber(binary.left())) {
            return null;
        }
        Expression old = right ? binary.right() : binary.left();
        Expression literal = literal(number, old);
        return new Binary(
                binary.operator(),
                right ? binary.left() : literal,
                right ? literal : binary.right(),
                binary.returnBool(),
                binary.matching(),
                binary.span());
    }

    private static Expression literal(double number, Expression old) {
        NumberLiteral positive = new NumberLiteral(Math.abs(number), false, old.span());
        return number < 0 ? new Unary(true, positive, old.span()) : positive;
    }

    private static boolean isNumber(Expression expression) {
        Expression bare = Children.withoutParentheses(expression);
        return bare instanceof NumberLiteral
                || bare instanceof Unary unary && Children.withoutParentheses(unary.inner()) instanceof NumberLiteral;
    }
}
