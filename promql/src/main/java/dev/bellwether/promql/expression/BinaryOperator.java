package dev.bellwether.promql.expression;

/** The binary operators; a higher precedence binds tighter, {@code ^} alone is right-associative. */
public enum BinaryOperator {
    ADD("+", 4),
    SUBTRACT("-", 4),
    MULTIPLY("*", 5),
    DIVIDE("/", 5),
    MODULO("%", 5),
    POWER("^", 6),
    ATAN2("atan2", 5),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    GREATER(">", 3),
    LESS("<", 3),
    GREATER_OR_EQUAL(">=", 3),
    LESS_OR_EQUAL("<=", 3),
    /** {@code </}: histogram trimming, upper part cut off (experimental). */
    TRIM_UPPER("</", 3),
    /** {@code >/}: histogram trimming, lower part cut off (experimental). */
    TRIM_LOWER(">/", 3),
    AND("and", 2),
    UNLESS("unless", 2),
    OR("or", 1);

    private final String symbol;
    private final int precedence;

    BinaryOperator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    public String symbol() {
        return symbol;
    }

    public int precedence() {
        return precedence;
    }

    public boolean isComparison() {
        return switch (this) {
            case EQUAL, NOT_EQUAL, GREATER, LESS, GREATER_OR_EQUAL, LESS_OR_EQUAL -> true;
            default -> false;
        };
    }

    public boolean isSet() {
        return this == AND || this == OR || this == UNLESS;
    }
}
