package dev.bellwether.promql.parser;

import dev.bellwether.model.text.NearestName;
import dev.bellwether.promql.expression.BinaryOperator;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Expression.Binary;
import dev.bellwether.promql.expression.Expression.NumberLiteral;
import dev.bellwether.promql.expression.Expression.Parentheses;
import dev.bellwether.promql.expression.Expression.StringLiteral;
import dev.bellwether.promql.expression.Expression.Unary;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.expression.VectorMatching;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a whole expression by climbing the precedences of the operators. */
final class ExpressionParser {
    private static final int LOWEST = 1;
    private static final Set<String> WORDS_BEHIND_AN_OPERAND =
            Set.of("and", "or", "unless", "atan2", "by", "without", "offset", "anchored", "smoothed");

    private final TokenReader tokens;
    private final Nesting nesting;
    private final SelectorParser selectors;
    private final ModifierParser modifiers;
    private final CallParser calls;
    private final ShiftParser shifts;
    private final Map<Binary, BinaryDetails> details = new IdentityHashMap<>();

    ExpressionParser(TokenReader tokens, ParserOptions options) {
        this.tokens = tokens;
        this.nesting = new Nesting(tokens);
        this.selectors = new SelectorParser(tokens);
        this.modifiers = new ModifierParser(tokens, options.fillModifiers());
        this.calls = new CallParser(tokens, nesting, modifiers, this, options.experimentalFunctions());
        this.shifts = new ShiftParser(
                tokens,
                nesting,
                modifiers,
                new DurationParser(tokens, nesting, options.durationExpressions()),
                options.extendedRangeSelectors());
    }

    /** The whole text as one expression, not yet checked for types. */
    Expression whole() {
        if (tokens.at(TokenType.END_OF_INPUT)) {
            throw tokens.giveUp(new Span(0, tokens.text().length()), "no expression found in input");
        }
        Expression expression = expression();
        if (!tokens.at(TokenType.END_OF_INPUT)) {
            throw unexpectedBehindOperand("end of input");
        }
        return expression;
    }

    /** What the type checker must know of the binary nodes beside the tree. */
    Map<Binary, BinaryDetails> details() {
        return details;
    }

    Expression expression() {
        return expression(LOWEST);
    }

    /** Complains of what stands behind a finished operand. */
    Derailed unexpectedBehindOperand(String closing) {
        Token token = tokens.peek();
        String suggestion = token.type() == TokenType.IDENTIFIER
                ? NearestName.of(token.text(), new TreeSet<>(WORDS_BEHIND_AN_OPERAND))
                : null;
        return tokens.unexpected("", "operator or " + closing, suggestion);
    }

    private Expression expression(int lowest) {
        nesting.enter();
        Expression left = unary();
        int depth = nesting.lastDepth();
        while (true) {
            Token symbol = tokens.peek();
            BinaryOperator operator = operator(symbol.type());
            if (operator == null || operator.precedence() < lowest) {
                break;
            }
            tokens.take();
            BinaryModifiers between = modifiers.binary();
            int operatorEnd = tokens.previousEnd();
            int next = operator == BinaryOperator.POWER ? operator.precedence() : operator.precedence() + 1;
            Expression right = expression(next);
            depth = nesting.grown(Math.max(depth, nesting.lastDepth()), symbol.span());
            left = binary(operator, left, right, between, new Span(symbol.span().start(), operatorEnd));
        }
        nesting.leave(depth);
        return left;
    }

    private Binary binary(
            BinaryOperator operator, Expression left, Expression right, BinaryModifiers between, Span operatorSpan) {
        boolean vectors = left.type() != ValueType.SCALAR && right.type() != ValueType.SCALAR;
        VectorMatching matching = vectors ? between.matching(operator) : null;
        Span span = new Span(left.span().start(), right.span().end());
        Binary binary = new Binary(operator, left, right, between.returnBool(), matching, span);
        details.put(binary, new BinaryDetails(between, operatorSpan));
        return binary;
    }

    private Expression unary() {
        Token sign = tokens.peek();
        if (sign.type() != TokenType.ADD && sign.type() != TokenType.SUBTRACT) {
            return shifts.behind(primary());
        }
        tokens.take();
        Expression inner = expression(BinaryOperator.POWER.precedence());
        boolean negative = sign.type() == TokenType.SUBTRACT;
        Span span = new Span(sign.span().start(), inner.span().end());
        if (inner instanceof NumberLiteral number) {
            double value = negative ? -number.value() : number.value();
            return new NumberLiteral(value, number.writtenAsDuration(), span);
        }
        nesting.grown(nesting.lastDepth(), span);
        return new Unary(negative, inner, span);
    }

    private Expression primary() {
        Token token = tokens.peek();
        boolean called = tokens.peekSecond().type() == TokenType.LEFT_PARENTHESIS;
        nesting.leaf();
        return switch (token.type()) {
            case NUMBER, DURATION -> {
                tokens.take();
                double value = Literals.seconds(tokens, token);
                yield new NumberLiteral(value, token.type() == TokenType.DURATION, token.span());
            }
            case STRING -> {
                tokens.take();
                yield new StringLiteral(Literals.string(tokens, token), token.span());
            }
            case LEFT_PARENTHESIS -> parentheses();
            case AGGREGATION -> calls.beginsAggregation() ? calls.aggregation() : selector();
            case IDENTIFIER, START, END, STEP, RANGE, MAX_OF, MIN_OF -> called ? calls.call() : selector();
            default -> selector();
        };
    }

    private Expression selector() {
        return selectors.selector("", "expression");
    }

    private Expression parentheses() {
        int start = tokens.take().span().start();
        Expression inner = expression();
        if (!tokens.at(TokenType.RIGHT_PARENTHESIS)) {
            throw unexpectedBehindOperand("\")\"");
        }
        tokens.take();
        Span span = new Span(start, tokens.previousEnd());
        nesting.grown(nesting.lastDepth(), span);
        return new Parentheses(inner, span);
    }

    private static @Nullable BinaryOperator operator(TokenType type) {
        return switch (type) {
            case ADD -> BinaryOperator.ADD;
            case SUBTRACT -> BinaryOperator.SUBTRACT;
            case MULTIPLY -> BinaryOperator.MULTIPLY;
            case DIVIDE -> BinaryOperator.DIVIDE;
            case MODULO -> BinaryOperator.MODULO;
            case POWER -> BinaryOperator.POWER;
            case ATAN2 -> BinaryOperator.ATAN2;
            case EQUAL -> BinaryOperator.EQUAL;
            case NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
            case GREATER -> BinaryOperator.GREATER;
            case LESS -> BinaryOperator.LESS;
            case GREATER_OR_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
            case LESS_OR_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
            case TRIM_UPPER -> BinaryOperator.TRIM_UPPER;
            case TRIM_LOWER -> BinaryOperator.TRIM_LOWER;
            case AND -> BinaryOperator.AND;
            case UNLESS -> BinaryOperator.UNLESS;
            case OR -> BinaryOperator.OR;
            default -> null;
        };
    }
}
