package dev.bellwether.alerting.rules;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import java.time.Duration;
import java.util.List;

/**
 * A rule made ready for evaluation. Immutable.
 *
 * @param rule the rule
 * @param expression its parsed expression
 * @param selectors the conditions of each selector in it: which series the rule needs
 * @param window how far back its evaluation at an instant reads
 */
public record CompiledRule(AlertRule rule, Expression expression, List<List<Matcher>> selectors, Duration window) {
    public CompiledRule {
        selectors = List.copyOf(selectors);
    }

    /**
     * Compiles a rule.
     *
     * @throws PromqlSyntaxException where the expression is none
     */
    public static CompiledRule compile(AlertRule rule, Duration lookback) {
        Expression expression = PromqlParser.parse(rule.expression(), ParserOptions.ALL);
        SelectorScan scan = SelectorScan.of(expression, lookback);
        return new CompiledRule(rule, expression, scan.selectors(), scan.window());
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
