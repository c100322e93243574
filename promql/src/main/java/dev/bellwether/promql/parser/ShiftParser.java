package dev.bellwether.promql.parser;

import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Expression.MatrixSelector;
import dev.bellwether.promql.expression.Expression.Subquery;
import dev.bellwether.promql.expression.Expression.VectorSelector;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.expression.TimeShift;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind an operand: ranges, subqueries, {@code offset}, {@code @}, {@code anchored}. */
final class ShiftParser {
    private final TokenReader tokens;
    private final Nesting nesting;
    private final ModifierParser modifiers;
    private final DurationParser durations;
    private final boolean extendedAllowed;

    ShiftParser(
            TokenReader tokens,
            Nesting nesting,
            ModifierParser modifiers,
            DurationParser durations,
            boolean extendedAllowed) {
        this.tokens = tokens;
        this.nesting = nesting;
        this.modifiers = modifiers;
        this.durations = durations;
        this.extendedAllowed = extendedAllowed;
    }

    /** The operand with everything that follows it. */
    Expression behind(Expression operand) {
        Expression expression = operand;
        int depth = nesting.lastDepth();
        while (true) {
            Expression shifted = next(expression);
            if (shifted == null) {
                nesting.restore(depth);
                return expression;
            }
            depth = nesting.grown(depth, tokens.peek().span());
            expression = shifted;
        }
    }

    private @Nullable Expression next(Expression operand) {
        return switch (tokens.peek().type()) {
            case LEFT_BRACKET -> range(operand);
            case OFFSET -> offset(operand);
            case AT -> at(operand);
            case ANCHORED -> kind(operand, RangeKind.ANCHORED);
            case SMOOTHED -> kind(operand, RangeKind.SMOOTHED);
            default -> null;
        };
    }

    private Expression range(Expression operand) {
        Span bracket = tokens.take().span();
        DurationExpression range = durations.positive("subquery or range selector", DurationParser.EXPECTED);
        if (tokens.accept(TokenType.COLON)) {
            return subquery(operand, range);
        }
        tokens.expect(TokenType.RIGHT_BRACKET, "subquery or range", "\":\" or \"]\"");
        int end = tokens.previousEnd();
        if (operand instanceof VectorSelector selector) {
            String fault = faultBeforeRange(selector);
            if (fault != null) {
                tokens.report(new Span(bracket.start(), end), fault);
            }
            return new MatrixSelector(selector, range, new Span(operand.span().start(), end));
        }
        tokens.report(new Span(bracket.start(), end), "ranges only allowed for vector selectors");
        return operand;
    }

    private static @Nullable String faultBeforeRange(VectorSelector selector) {
        if (selector.shift().offset() != null) {
            return "no offset modifiers allowed before range";
        }
        return selector.shift().anchor() == null ? null : "no @ modifiers allowed before range";
    }

    private Expression subquery(Expression operand, DurationExpression range) {
        DurationExpression step = null;
        if (!tokens.at(TokenType.RIGHT_BRACKET)) {
            step = durations.positive("subquery selector", DurationParser.EXPECTED + ", or \"]\"");
        }
        tokens.expect(TokenType.RIGHT_BRACKET, "subquery selector", "\"]\"");
        Span span = new Span(operand.span().start(), tokens.previousEnd());
        return new Subquery(operand, range, step, TimeShift.NONE, span);
    }

    private Expression offset(Expression operand) {
        tokens.take();
        DurationExpression offset = durations.offset();
        TimeShift shift = shiftOf(operand, "offset modifier");
        if (shift == null) {
            return operand;
        }
        if (shift.offset() != null) {
            tokens.report(operand.span(), "offset may not be set multiple times");
        }
        boolean nothing = offset instanceof DurationExpression.Literal literal && literal.seconds() == 0;
        return shifted(operand, new TimeShift(nothing ? shift.offset() : offset, shift.anchor()));
    }

    private Expression at(Expression operand) {
        tokens.take();
        TimeShift.Anchor anchor = anchor(operand);
        TimeShift shift = shiftOf(operand, "@ modifier");
        if (shift == null) {
            return operand;
        }
        if (shift.anchor() != null) {
            tokens.report(operand.span(), "@ <timestamp> may not be set multiple times");
        }
        return shifted(operand, new TimeShift(shift.offset(), anchor));
    }

    private TimeShift.Anchor anchor(Expression operand) {
        if (tokens.at(TokenType.START) || tokens.at(TokenType.END)) {
            boolean start = tokens.take().type() == TokenType.START;
            tokens.expect(TokenType.LEFT_PARENTHESIS, "@", "\"(\"");
            tokens.expect(TokenType.RIGHT_PARENTHESIS, "@", "\")\"");
            return start ? new TimeShift.Anchor.Start() : new TimeShift.Anchor.End();
        }
        double seconds = modifiers.signedNumber("@", "timestamp");
        double millis = seconds * 1000;
        if (!(Math.abs(millis) < 0x1p63)) {
            String shown = Double.isNaN(seconds)
                    ? "NaN"
                    : Double.isInfinite(seconds)
                            ? (seconds > 0 ? "+Inf" : "-Inf")
                            : String.format(Locale.ROOT, "%f", seconds);
            tokens.report(operand.span(), "timestamp out of bounds for @ modifier: " + shown);
            return new TimeShift.Anchor.Time(0);
        }
        return new TimeShift.Anchor.Time(roundHalfAwayFromZero(millis));
    }

    private static long roundHalfAwayFromZero(double value) {
        return value < 0 ? -Math.round(-value) : Math.round(value);
    }

    private @Nullable TimeShift shiftOf(Expression operand, String modifier) {
        return switch (operand) {
            case VectorSelector selector -> selector.shift();
            case MatrixSelector matrix -> matrix.selector().shift();
            case Subquery subquery -> subquery.shift();
            default -> {
                tokens.report(
                        operand.span(),
                        modifier
                                + " must be preceded by an instant vector selector or range vector selector or a subquery");
                yield null;
            }
        };
    }

    private Expression shifted(Expression operand, TimeShift shift) {
        Span span = new Span(operand.span().start(), tokens.previousEnd());
        return switch (operand) {
            case VectorSelector selector -> withShift(selector, shift, span);
            case MatrixSelector matrix ->
                new MatrixSelector(
                        withShift(matrix.selector(), shift, matrix.selector().span()), matrix.range(), span);
            case Subquery subquery -> new Subquery(subquery.inner(), subquery.range(), subquery.step(), shift, span);
            default -> operand;
        };
    }

    private static VectorSelector withShift(VectorSelector selector, TimeShift shift, Span span) {
        return new VectorSelector(selector.metricName(), selector.matchers(), shift, selector.range(), span);
    }

    private Expression kind(Expression operand, RangeKind kind) {
        String word = kind.name().toLowerCase(Locale.ROOT);
        tokens.take();
        if (!extendedAllowed) {
            tokens.report(operand.span(), word + " modifier is experimental and not enabled");
            return operand;
        }
        Span span = new Span(operand.span().start(), tokens.previousEnd());
        return switch (operand) {
            case VectorSelector selector -> withKind(selector, kind, span);
            case MatrixSelector matrix ->
                new MatrixSelector(
                        withKind(matrix.selector(), kind, matrix.selector().span()), matrix.range(), span);
            case Subquery subquery -> {
                tokens.report(subquery.span(), word + " modifier is not supported for subqueries");
                yield operand;
            }
            default -> {
                tokens.report(operand.span(), word + " modifier not implemented");
                yield operand;
            }
        };
    }

    private VectorSelector withKind(VectorSelector selector, RangeKind kind, Span span) {
        if (selector.range() != RangeKind.PLAIN && selector.range() != kind) {
            tokens.report(selector.span(), "anchored and smoothed modifiers cannot be used together");
        }
        return new VectorSelector(selector.metricName(), selector.matchers(), selector.shift(), kind, span);
    }
}
