package dev.bellwether.promql.plan;

import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.AggregationOperator;
import dev.bellwether.promql.expression.BinaryOperator;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.expression.VectorMatching;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What is known of the labels of every element that an expression can give, whatever the data. */
final class KnownMatchers {
    private KnownMatchers() {}

    static List<Matcher> of(Expression expression) {
        return List.copyOf(known(expression));
    }

    private static Set<Matcher> known(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral number -> Set.of();
            case Expression.StringLiteral text -> Set.of();
            case Expression.Parentheses parentheses -> known(parentheses.inner());
            case Expression.Unary unary -> known(unary.inner());
            case Expression.VectorSelector selector ->
                filtered(new LinkedHashSet<>(selector.matchers()), label -> !MatchingLabels.isMetadata(label));
            case Expression.MatrixSelector matrix -> known(matrix.selector());
            case Expression.Subquery subquery -> known(subquery.inner());
            case Expression.Aggregation aggregation -> ofAggregation(aggregation);
            case Expression.Call call -> ofCall(call);
            case Expression.Binary binary -> ofBinary(binary);
        };
    }

    private static Set<Matcher> filtered(Set<Matcher> matchers, Predicate<String> label) {
        Set<Matcher> kept = new LinkedHashSet<>(matchers);
        kept.removeIf(matcher -> !label.test(matcher.name()));
        return kept;
    }

    private static Set<Matcher> ofAggregation(Expression.Aggregation aggregation) {
        return switch (aggregation.operator()) {
            case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> known(aggregation.inner());
            default ->
                aggregation.operator() == AggregationOperator.COUNT_VALUES
                        ? Set.of()
                        : filtered(known(aggregation.inner()), label -> LabelPaths.isGroupedBy(aggregation, label));
        };
    }

    private static Set<Matcher> ofCall(Expression.Call call) {
        Set<Matcher> kept = new LinkedHashSet<>();
        for (Expression argument : call.arguments()) {
            boolean vector = argument.type() == ValueType.INSTANT_VECTOR || argument.type() == ValueType.RANGE_VECTOR;
            if (vector) {
                for (Matcher matcher : known(argument)) {
                    int index = LabelPaths.argumentWith(call, matcher.name());
                    if (index >= 0 && call.arguments().get(index) == argument) {
                        kept.add(matcher);
                    }
                }
            }
        }
        return kept;
    }

    private static Set<Matcher> ofBinary(Expression.Binary binary) {
        VectorMatching matching = binary.matching();
        if (matching == null) {
            return binary.left().type() == ValueType.SCALAR ? known(binary.right()) : known(binary.left());
        }
        if (binary.operator() == BinaryOperator.OR || matching.fillLeft() != null || matching.fillRight() != null) {
            return Set.of();
        }
        if (binary.operator() == BinaryOperator.UNLESS) {
            return known(binary.left());
        }
        Set<Matcher> left = known(binary.left());
        Set<Matcher> right = known(binary.right());
        Set<Matcher> both =
                new LinkedHashSet<>(filtered(left, label -> MatchingLabels.areEqualAcross(matching, label)));
        both.addAll(filtered(right, label -> MatchingLabels.areEqualAcross(matching, label)));
        switch (matching.cardinality()) {
            case ONE_TO_ONE -> {
                // Only the labels that are matched remain.
            }
            case MANY_TO_MANY -> both.addAll(left);
            case MANY_TO_ONE -> addGrouped(both, left, right, matching);
            case ONE_TO_MANY -> addGrouped(both, right, left, matching);
        }
        both.removeIf(matcher -> isReplaced(matcher, matching, left, right));
        return both;
    }

    private static void addGrouped(Set<Matcher> all, Set<Matcher> many, Set<Matcher> one, VectorMatching matching) {
        all.addAll(filtered(many, label -> !matching.include().contains(label)));
        all.addAll(filtered(one, label -> matching.include().contains(label)));
    }

    /** Whether a condition is of the "many" side on a label that comes from the "one" side. */
    private static boolean isReplaced(Matcher matcher, VectorMatching matching, Set<Matcher> left, Set<Matcher> right) {
        if (!matching.include().contains(matcher.name())) {
            return false;
        }
        Set<Matcher> one = matching.cardinality() == VectorMatching.Cardinality.MANY_TO_ONE ? right : left;
        return !one.contains(matcher) && !MatchingLabels.areEqualAcross(matching, matcher.name());
    }
}
