package dev.bellwether.promql.expression;

/** A duration, written as a literal ({@code 5m}, {@code 300}) or computed ({@code step() * 2}, {@code min_of(5m, range())}). */
public sealed interface DurationExpression {

    Span span();

    /**
     * A literal, in seconds (with fractions down to a millisecond).
     *
     * @param writtenAsDuration whether the canonical text is {@code 5m} (true) or {@code 300}
     */
    record Literal(double seconds, boolean writtenAsDuration, Span span) implements DurationExpression {
        /** A literal that is written as a duration. */
        public Literal(double seconds, Span span) {
            this(seconds, true, span);
        }
    }

    /** {@code step()}: the query's step, 0 for an instant query. */
    record Step(Span span) implements DurationExpression {}

    /** {@code range()}: the query's range (end − start), 0 for an instant query. */
    record Range(Span span) implements DurationExpression {}

    /** {@code -inner}, {@code +inner}. */
    record Unary(boolean negative, DurationExpression inner, Span span) implements DurationExpression {}

    /** {@code left operator right} with {@code + - * / % ^}, and {@code min_of(left, right)}, {@code max_of(left, right)}. */
    record Binary(Operator operator, DurationExpression left, DurationExpression right, Span span)
            implements DurationExpression {}

    /** {@code (inner)}. */
    record Parentheses(DurationExpression inner, Span span) implements DurationExpression {}

    /** What joins two durations. */
    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        MODULO("%"),
        POWER("^"),
        MINIMUM("min_of"),
        MAXIMUM("max_of");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        /** The result in seconds; what divides by zero is no number. */
        public double apply(double left, double right) {
            return switch (this) {
                case ADD -> left + right;
                case SUBTRACT -> left - right;
                case MULTIPLY -> left * right;
                case DIVIDE -> left / right;
                case MODULO -> left % right;
                case POWER -> Math.pow(left, right);
                case MINIMUM -> Math.min(left, right);
                case MAXIMUM -> Math.max(left, right);
            };
        }
    }
}
