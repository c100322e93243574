package dev.bellwether.model;

import java.util.Objects;

/**
 * One condition on a label, as in {@code {job=~"node|kube.*"}}.
 *
 * <p>An absent label has the empty value. Regular expressions are anchored at both ends and written as RE2's, see
 * {@link RegularExpression}.
 *
 * @param name the label's name
 * @param operator how to compare
 * @param value the value or the expression
 */
public record Matcher(String name, Operator operator, String value) {

    /** How a matcher compares. */
    public enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        NOT_MATCHES("!~");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** The operator as PromQL writes it. */
        public String symbol() {
            return symbol;
        }

        public boolean isRegular() {
            return this == MATCHES || this == NOT_MATCHES;
        }
    }

    /**
     * Checks the expression of a regular matcher.
     *
     * @throws IllegalArgumentException with the reason where it is not a valid RE2 expression
     */
    public Matcher {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        if (operator.isRegular()) {
            RegularExpression.compile(value);
        }
    }

    public static Matcher equal(String name, String value) {
        return new Matcher(name, Operator.EQUAL, value);
    }

    /** Whether a label's value (empty where absent) fulfils this condition. */
    public boolean matches(String labelValue) {
        return switch (operator) {
            case EQUAL -> value.equals(labelValue);
            case NOT_EQUAL -> !value.equals(labelValue);
            case MATCHES -> RegularExpression.compile(value).matches(labelValue);
            case NOT_MATCHES -> !RegularExpression.compile(value).matches(labelValue);
        };
    }

    /** Whether a series' labels fulfil this condition. */
    public boolean matches(Labels labels) {
        return matches(labels.getOrEmpty(name));
    }

    @Override
    public String toString() {
        return (LabelText.isLegacyLabelName(name) ? name : LabelText.quote(name))
                + operator.symbol()
                + LabelText.quote(value);
    }
}
