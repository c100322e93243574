package dev.bellwether.promql.parser;

import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.DurationExpression.Binary;
import dev.bellwether.promql.expression.DurationExpression.Literal;
import dev.bellwether.promql.expression.DurationExpression.Operator;
import dev.bellwether.promql.expression.DurationExpression.Parentheses;
import dev.bellwether.promql.expression.DurationExpression.Unary;
import dev.bellwether.promql.expression.Span;
import org.jspecify.annotations.Nullable;

/** Reads what stands in brackets and behind {@code offset}: literals and computed durations. */
final class DurationParser {
    static final String EXPECTED = "number, duration, step(), or range()";
    private static final int ADDITIVE = 1;
    private static final int MULTIPLICATIVE = 2;
    private static final int POWER = 3;
    /** 2⁶³ nanoseconds. */
    private static final double LARGEST_SECONDS = 0x1p63 / 1e9;

    private final TokenReader tokens;
    private final Nesting nesting;
    private final boolean computedAllowed;

    DurationParser(TokenReader tokens, Nesting nesting, boolean computedAllowed) {
        this.tokens = tokens;
        this.nesting = nesting;
        this.computedAllowed = computedAllowed;
    }

    /** A range or a step: a literal must be above 0. */
    DurationExpression positive(String context, String expected) {
        DurationExpression duration = expression(ADDITIVE, context, expected);
        if (duration instanceof Literal literal) {
            if (literal.seconds() <= 0) {
                tokens.report(literal.span(), "duration must be greater than 0");
            }
            return canonical(literal);
        }
        return duration;
    }

    /**
     * An offset: a signed literal or call stands alone, so that what follows it belongs to the expression around; only
     * parentheses open a longer computation.
     */
    DurationExpression offset() {
        String context = "offset";
        if (tokens.at(TokenType.LEFT_PARENTHESIS)) {
            return expression(ADDITIVE, context, EXPECTED);
        }
        if (!atSign()) {
            return canonical(operand(context));
        }
        boolean secondSign = tokens.peekSecond().type() == TokenType.ADD
                || tokens.peekSecond().type() == TokenType.SUBTRACT;
        if (secondSign) {
            return canonical(expression(ADDITIVE, context, EXPECTED));
        }
        Token sign = tokens.take();
        return canonical(signed(sign, operand(context)));
    }

    /** Literals that stand alone are written as durations wherever that loses nothing. */
    private static DurationExpression canonical(DurationExpression duration) {
        if (duration instanceof Literal literal) {
            double millis = Math.rint(literal.seconds() * 1000);
            return new Literal(literal.seconds(), millis / 1000 == literal.seconds(), literal.span());
        }
        return duration;
    }

    private DurationExpression expression(int lowest, String context, String expected) {
        nesting.enter();
        DurationExpression left = atSign() ? signedOperand(context, expected) : operand(context, expected);
        int depth = nesting.lastDepth();
        while (true) {
            Operator operator = operator();
            if (operator == null || precedence(operator) < lowest) {
                break;
            }
            Token symbol = tokens.take();
            requireComputed(left.span());
            int next = operator == Operator.POWER ? POWER : precedence(operator) + 1;
            DurationExpression right = expression(next, context, EXPECTED);
            depth = nesting.grown(Math.max(depth, nesting.lastDepth()), symbol.span());
            left = binary(operator, left, right, symbol);
        }
        nesting.leave(depth);
        return left;
    }

    private DurationExpression binary(
            Operator operator, DurationExpression left, DurationExpression right, Token symbol) {
        boolean zero = right instanceof Literal literal && literal.seconds() == 0;
        if (zero && operator == Operator.DIVIDE) {
            tokens.report(symbol.span(), "division by zero");
        } else if (zero && operator == Operator.MODULO) {
            tokens.report(symbol.span(), "modulo by zero");
        }
        return new Binary(
                operator,
                left,
                right,
                new Span(left.span().start(), right.span().end()));
    }

    private DurationExpression signedOperand(String context, String expected) {
        Token sign = tokens.take();
        return signed(sign, expression(POWER, context, expected));
    }

    private DurationExpression signed(Token sign, DurationExpression inner) {
        boolean negative = sign.type() == TokenType.SUBTRACT;
        Span span = new Span(sign.span().start(), inner.span().end());
        if (inner instanceof Literal literal) {
            return new Literal(negative ? -literal.seconds() : literal.seconds(), literal.writtenAsDuration(), span);
        }
        return negative ? new Unary(true, inner, span) : inner;
    }

    private DurationExpression operand(String context) {
        return operand(context, EXPECTED);
    }

    private DurationExpression operand(String context, String expected) {
        Token token = tokens.peek();
        nesting.leaf();
        return switch (token.type()) {
            case NUMBER, DURATION -> literal(tokens.take());
            case LEFT_PARENTHESIS -> parentheses(context);
            case STEP -> new DurationExpression.Step(emptyCall(context));
            case RANGE -> new DurationExpression.Range(emptyCall(context));
            case MIN_OF -> extreme(Operator.MINIMUM, context);
            case MAX_OF -> extreme(Operator.MAXIMUM, context);
            case AGGREGATION -> {
                if (token.text().equalsIgnoreCase("min")) {
                    yield extreme(Operator.MINIMUM, context);
                }
                if (token.text().equalsIgnoreCase("max")) {
                    yield extreme(Operator.MAXIMUM, context);
                }
                throw tokens.unexpected(context, expected);
            }
            default -> throw tokens.unexpected(context, expected);
        };
    }

    private DurationExpression literal(Token token) {
        boolean duration = token.type() == TokenType.DURATION;
        double seconds = Literals.seconds(tokens, token);
        if (Double.isNaN(seconds) || Math.abs(seconds) > LARGEST_SECONDS) {
            tokens.report(token.span(), "duration out of range");
            seconds = 1;
        }
        return new Literal(seconds, duration, token.span());
    }

    private DurationExpression parentheses(String context) {
        int start = tokens.take().span().start();
        DurationExpression inner = expression(ADDITIVE, context, EXPECTED);
        requireComputed(inner.span());
        tokens.expect(TokenType.RIGHT_PARENTHESIS, context, "\")\"");
        nesting.grown(nesting.lastDepth(), inner.span());
        return new Parentheses(inner, new Span(start, tokens.previousEnd()));
    }

    private Span emptyCall(String context) {
        int start = tokens.take().span().start();
        tokens.expect(TokenType.LEFT_PARENTHESIS, context, "\"(\"");
        tokens.expect(TokenType.RIGHT_PARENTHESIS, context, "\")\"");
        Span span = new Span(start, tokens.previousEnd());
        requireComputed(span);
        return span;
    }

    private DurationExpression extreme(Operator operator, String context) {
        int start = tokens.take().span().start();
        tokens.expect(TokenType.LEFT_PARENTHESIS, context, "\"(\"");
        DurationExpression left = expression(ADDITIVE, context, EXPECTED);
        int leftDepth = nesting.lastDepth();
        tokens.expect(TokenType.COMMA, context, "\",\"");
        DurationExpression right = expression(ADDITIVE, context, EXPECTED);
        tokens.expect(TokenType.RIGHT_PARENTHESIS, context, "\")\"");
        Span span = new Span(start, tokens.previousEnd());
        nesting.grown(Math.max(leftDepth, nesting.lastDepth()), span);
        requireComputed(span);
        return new Binary(operator, left, right, span);
    }

    private void requireComputed(Span span) {
        if (!computedAllowed) {
            tokens.report(span, "experimental duration expression is not enabled");
        }
    }

    private boolean atSign() {
        return tokens.at(TokenType.ADD) || tokens.at(TokenType.SUBTRACT);
    }

    private @Nullable Operator operator() {
        return switch (tokens.peek().type()) {
            case ADD -> Operator.ADD;
            case SUBTRACT -> Operator.SUBTRACT;
            case MULTIPLY -> Operator.MULTIPLY;
            case DIVIDE -> Operator.DIVIDE;
            case MODULO -> Operator.MODULO;
            case POWER -> Operator.POWER;
            default -> null;
        };
    }

    private static int precedence(Operator operator) {
        return switch (operator) {
            case ADD, SUBTRACT -> ADDITIVE;
            case MULTIPLY, DIVIDE, MODULO -> MULTIPLICATIVE;
            case POWER, MINIMUM, MAXIMUM -> POWER;
        };
    }
}
