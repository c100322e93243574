package dev.bellwether.alerting.rules;

import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.BinaryOperator;
import java.util.List;

/** How much of a rule's result one arriving sample can change; decides how the rule is evaluated. */
public sealed interface RuleShape {
    /** Whether each element of the result depends on one series alone, and has its labels. */
    default boolean isElementwise() {
        return !(this instanceof Whole);
    }

    /**
     * A selector compared with a number: the newest sample decides.
     *
     * @param matchers the selector
     * @param operator the comparison
     * @param number what it is compared with
     * @param numberFirst whether the number stands on the left
     */
    record Threshold(List<Matcher> matchers, BinaryOperator operator, double number, boolean numberFirst)
            implements RuleShape {
        public Threshold {
            matchers = List.copyOf(matchers);
        }

        /** Whether a sample's value fulfils the comparison. */
        public boolean holds(double value) {
            double left = numberFirst ? number : value;
            double right = numberFirst ? value : number;
            return switch (operator) {
                case EQUAL -> left == right;
                case NOT_EQUAL -> left != right;
                case GREATER -> left > right;
                case LESS -> left < right;
                case GREATER_OR_EQUAL -> left >= right;
                case LESS_OR_EQUAL -> left <= right;
                default -> throw new IllegalStateException(operator + " is no comparison");
            };
        }
    }

    /**
     * An expression over one selector that treats each series by itself, such as {@code rate(errors_total[5m]) > 1}.
     *
     * @param matchers the selector
     */
    record Elementwise(List<Matcher> matchers) implements RuleShape {
        public Elementwise {
            matchers = List.copyOf(matchers);
        }
    }

    /** Anything else: aggregates, joins, {@code absent()}. */
    record Whole() implements RuleShape {}
}
