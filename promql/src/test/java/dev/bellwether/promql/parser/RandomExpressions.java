package dev.bellwether.promql.parser;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.AggregationOperator;
import dev.bellwether.promql.expression.BinaryOperator;
import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Expression.Aggregation;
import dev.bellwether.promql.expression.Expression.Binary;
import dev.bellwether.promql.expression.Expression.Call;
import dev.bellwether.promql.expression.Expression.MatrixSelector;
import dev.bellwether.promql.expression.Expression.NumberLiteral;
import dev.bellwether.promql.expression.Expression.Parentheses;
import dev.bellwether.promql.expression.Expression.StringLiteral;
import dev.bellwether.promql.expression.Expression.Subquery;
import dev.bellwether.promql.expression.Expression.Unary;
import dev.bellwether.promql.expression.Expression.VectorSelector;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.expression.TimeShift;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.expression.VectorMatching;
import dev.bellwether.promql.expression.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes trees that the parser can make too: of right types, with parentheses where the precedences need them. */
final class RandomExpressions {
    private static final List<String> LABELS =
            List.of("job", "instance", "le", "by", "on", "offset", "a.b", "größe", "with \"quote\"", "0");
    private static final List<String> METRICS =
            List.of("up", "a:b:c", "sum", "offset", "start", "step", "and", "anchored", "min_of", "x1");
    private static final List<String> VALUES =
            List.of("", "node", "a\"b\\.c", "line\nbreak", "ü😀", "5..", ".*", "\u0001\u00a0", "`'");
    private static final List<Double> NUMBERS = List.of(
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.5,
            1e-9,
            1e21,
            1.7976931348623157e308,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            1234567.0);
    private static final List<FunctionSignature> FUNCTIONS = FunctionSignatures.all().values().stream()
            .filter(signature -> !signature.name().equals("info"))
            .toList();

    private final Random random;

    RandomExpressions(long seed) {
        this.random = new Random(seed);
    }

    /** A tree of any type but a range. */
    Expression next() {
        return switch (random.nextInt(5)) {
            case 0 -> scalar(4);
            case 1 -> string();
            default -> vector(5);
        };
    }

    private Expression ofType(ValueType type, int depth) {
        return switch (type) {
            case SCALAR -> scalar(depth);
            case STRING -> string();
            case INSTANT_VECTOR -> vector(depth);
            case RANGE_VECTOR -> range(depth);
        };
    }

    private Expression scalar(int depth) {
        if (depth <= 0) {
            return number();
        }
        return switch (random.nextInt(6)) {
            case 0 -> binary(ValueType.SCALAR, ValueType.SCALAR, depth);
            case 1 -> new Parentheses(scalar(depth - 1), Span.NONE);
            case 2 -> unary(scalar(depth - 1));
            case 3 -> call(ValueType.SCALAR, depth);
            default -> number();
        };
    }

    private Expression vector(int depth) {
        if (depth <= 0) {
            return selector(true);
        }
        return switch (random.nextInt(9)) {
            case 0 -> binary(ValueType.INSTANT_VECTOR, ValueType.INSTANT_VECTOR, depth);
            case 1 -> binary(ValueType.SCALAR, ValueType.INSTANT_VECTOR, depth);
            case 2 -> binary(ValueType.INSTANT_VECTOR, ValueType.SCALAR, depth);
            case 3 -> aggregation(depth);
            case 4 -> new Parentheses(vector(depth - 1), Span.NONE);
            case 5 -> unary(vector(depth - 1));
            case 6, 7 -> call(ValueType.INSTANT_VECTOR, depth);
            default -> selector(true);
        };
    }

    private Expression range(int depth) {
        if (random.nextBoolean()) {
            VectorSelector selector = selector(true);
            return new MatrixSelector(selector, positiveDuration(), Span.NONE);
        }
        Expression inner = vector(depth - 1);
        DurationExpression step = random.nextBoolean() ? positiveDuration() : null;
        return new Subquery(operand(inner), positiveDuration(), step, shift(), Span.NONE);
    }

    private NumberLiteral number() {
        return random.nextInt(5) == 0
                ? new NumberLiteral(random.nextInt(-100_000, 100_000) / 1000.0, true, Span.NONE)
                : new NumberLiteral(pick(NUMBERS), false, Span.NONE);
    }

    private StringLiteral string() {
        return new StringLiteral(pick(VALUES), Span.NONE);
    }

    /** Puts parentheses around what a suffix would tear apart. */
    private static Expression operand(Expression inner) {
        return inner instanceof Binary || inner instanceof Unary ? new Parentheses(inner, Span.NONE) : inner;
    }

    private Expression unary(Expression inner) {
        Expression guarded = inner instanceof NumberLiteral || below(inner, BinaryOperator.POWER.precedence())
                ? new Parentheses(inner, Span.NONE)
                : inner;
        return new Unary(random.nextBoolean(), guarded, Span.NONE);
    }

    private Expression binary(ValueType leftType, ValueType rightType, int depth) {
        boolean vectors = leftType == rightType && leftType == ValueType.INSTANT_VECTOR;
        BinaryOperator operator;
        do {
            operator = pick(List.of(BinaryOperator.values()));
        } while (operator.isSet() && !vectors);
        boolean scalars = leftType == ValueType.SCALAR && rightType == ValueType.SCALAR;
        boolean returnBool = operator.isComparison() && (scalars || random.nextInt(3) == 0);
        int leftLimit = operator == BinaryOperator.POWER ? operator.precedence() + 1 : operator.precedence();
        int rightLimit = operator == BinaryOperator.POWER ? operator.precedence() : operator.precedence() + 1;
        Expression left = ofType(leftType, depth - 1);
        boolean signed = left instanceof Unary || (left instanceof NumberLiteral number && isNegative(number));
        if (below(left, leftLimit) || (signed && operator == BinaryOperator.POWER) || endsWithSign(left, leftLimit)) {
            left = new Parentheses(left, Span.NONE);
        }
        Expression right = ofType(rightType, depth - 1);
        if (below(right, rightLimit)) {
            right = new Parentheses(right, Span.NONE);
        }
        return new Binary(operator, left, right, returnBool, vectors ? matching(operator) : null, Span.NONE);
    }

    private static boolean isNegative(NumberLiteral number) {
        return Double.doubleToRawLongBits(number.value()) < 0;
    }

    /** {@code a ^ -b * c} is read as {@code (a ^ -b) * c}, but {@code a * -b ^ c} swallows the power. */
    private static boolean endsWithSign(Expression expression, int limit) {
        return limit > BinaryOperator.POWER.precedence() && expression instanceof Binary;
    }

    private static boolean below(Expression expression, int precedence) {
        return expression instanceof Binary binary && binary.operator().precedence() < precedence;
    }

    private VectorMatching matching(BinaryOperator operator) {
        boolean on = random.nextBoolean();
        List<String> labels = random.nextInt(3) > 0 ? labels() : List.of();
        if (operator.isSet()) {
            return new VectorMatching(Cardinality.MANY_TO_MANY, on, labels, List.of(), null, null);
        }
        Cardinality cardinality =
                pick(List.of(Cardinality.ONE_TO_ONE, Cardinality.MANY_TO_ONE, Cardinality.ONE_TO_MANY));
        List<String> include = cardinality == Cardinality.ONE_TO_ONE ? List.of() : new ArrayList<>(labels());
        include = include.stream().filter(label -> !labels.contains(label)).toList();
        Double left = random.nextInt(4) == 0 ? pick(NUMBERS) : null;
        Double right = random.nextInt(4) == 0 ? pick(NUMBERS) : null;
        return new VectorMatching(cardinality, on, labels, include, left, right);
    }

    private Expression aggregation(int depth) {
        AggregationOperator operator = pick(List.of(AggregationOperator.values()));
        Expression parameter = null;
        if (operator.takesParameter()) {
            parameter = operator == AggregationOperator.COUNT_VALUES ? string() : scalar(depth - 2);
        }
        boolean without = random.nextBoolean();
        List<String> grouping = random.nextBoolean() ? labels() : List.of();
        return new Aggregation(operator, parameter, vector(depth - 1), grouping, without, Span.NONE);
    }

    private Expression call(ValueType type, int depth) {
        FunctionSignature signature;
        do {
            signature = pick(FUNCTIONS);
        } while (signature.returnType() != type);
        int most = Math.min(signature.maximumArguments(), signature.minimumArguments() + 3);
        int count = random.nextInt(signature.minimumArguments(), most + 1);
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(ofType(signature.argumentType(i), depth - 1));
        }
        return new Call(signature.name(), arguments, type, Span.NONE);
    }

    private VectorSelector selector(boolean mayBeExtended) {
        String name = random.nextInt(4) == 0 ? null : pick(METRICS);
        List<Matcher> matchers = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            matchers.add(new Matcher(pick(LABELS), pick(List.of(Matcher.Operator.values())), pick(VALUES)));
        }
        matchers.add(Matcher.equal(Labels.METRIC_NAME, name == null ? "utf-8 näme" : name));
        RangeKind kind = mayBeExtended && random.nextInt(4) == 0 ? pick(List.of(RangeKind.values())) : RangeKind.PLAIN;
        return new VectorSelector(name, matchers, shift(), kind, Span.NONE);
    }

    private TimeShift shift() {
        TimeShift.Anchor anchor = switch (random.nextInt(6)) {
            case 0 -> new TimeShift.Anchor.Start();
            case 1 -> new TimeShift.Anchor.End();
            case 2 -> new TimeShift.Anchor.Time(random.nextLong(-2_000_000_000_000L, 2_000_000_000_000L));
            default -> null;
        };
        return new TimeShift(offset(), anchor);
    }

    /** Bare parentheses are left out: they would take in an operator that follows. */
    private @Nullable DurationExpression offset() {
        return switch (random.nextInt(6)) {
            case 0 -> new DurationExpression.Literal(random.nextInt(1, 10_000_000) / 1000.0, Span.NONE);
            case 1 -> new DurationExpression.Literal(-random.nextInt(1, 10_000), Span.NONE);
            case 2 ->
                new DurationExpression.Unary(
                        true, new DurationExpression.Parentheses(duration(2), Span.NONE), Span.NONE);
            case 3 -> new DurationExpression.Unary(true, new DurationExpression.Step(Span.NONE), Span.NONE);
            default -> null;
        };
    }

    private DurationExpression positiveDuration() {
        return random.nextBoolean()
                ? new DurationExpression.Literal(random.nextInt(1, 10_000_000) / 1000.0, Span.NONE)
                : new DurationExpression.Parentheses(duration(3), Span.NONE);
    }

    private DurationExpression duration(int depth) {
        if (depth <= 0) {
            return new DurationExpression.Literal(random.nextInt(1, 1000), random.nextBoolean(), Span.NONE);
        }
        return switch (random.nextInt(6)) {
            case 0 -> new DurationExpression.Step(Span.NONE);
            case 1 -> new DurationExpression.Range(Span.NONE);
            case 2 ->
                new DurationExpression.Binary(
                        pick(List.of(DurationExpression.Operator.values())),
                        new DurationExpression.Parentheses(duration(depth - 1), Span.NONE),
                        new DurationExpression.Parentheses(duration(depth - 1), Span.NONE),
                        Span.NONE);
            case 3 ->
                new DurationExpression.Unary(
                        true, new DurationExpression.Parentheses(duration(depth - 1), Span.NONE), Span.NONE);
            default -> duration(0);
        };
    }

    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            labels.add(pick(LABELS));
        }
        return labels;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
