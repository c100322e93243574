package dev.bellwether.alerting.rules;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule made ready for evaluation. Immutable.
 *
 * @param rule the rule
 * @param expression its parsed expression
 * @param selectors the conditions of each selector in it: which series the rule needs
 * @param window how far back its evaluation at an instant reads, the rule's own offset included
 * @param shape how much of its result one arriving sample can change
 * @param threshold the number that its outermost operator compares with, null where there is none
 */
public record CompiledRule(
        Rule rule,
        Expression expression,
        List<List<Matcher>> selectors,
        Duration window,
        RuleShape shape,
        @Nullable Double threshold) {
    public CompiledRule {
        selectors = List.copyOf(selectors);
    }

    /**
     * Compiles a rule.
     *
     * @throws PromqlSyntaxException where the expression is none
     */
    public static CompiledRule compile(Rule rule, Duration lookback) {
        Expression expression = PromqlParser.parse(rule.expression(), ParserOptions.ALL);
        SelectorScan scan = SelectorScan.of(expression, lookback);
        boolean late = !rule.schedule().offset().isZero();
        return new CompiledRule(
                rule,
                expression,
                scan.selectors(),
                scan.window().plus(rule.schedule().offset()),
                late ? new RuleShape.Whole() : ShapeScan.shapeOf(expression),
                ShapeScan.comparedWith(expression));
    }

    /** Whether any selector of the rule finds a series. */
    public boolean needs(Labels series) {
        for (List<Matcher> matchers : selectors) {
            if (matches(matchers, series)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(List<Matcher> matchers, Labels series) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(series)) {
                return false;
            }
        }
        return true;
    }
}
