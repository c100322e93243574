package dev.bellwether.promql.plan;

import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.expression.TimeShift;
import dev.bellwether.promql.expression.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds instant vectors that stand in an expression more than once, positions and parentheses aside, so that each can be
 * evaluated once for the same steps, and range selectors, so that each can be read once. Immutable once found.
 */
public final class SharedSubtrees {
    /** Of what is inside a shared tree only the first occurrence is looked at: the others are not evaluated. */
    private final Map<List<Object>, Integer> numbers = new HashMap<>();

    private final Map<Expression, Integer> numberOf = new IdentityHashMap<>();
    private final List<List<Expression>> occurrences = new ArrayList<>();
    private final StatisticsSelectors statistics;

    private SharedSubtrees(StatisticsSelectors statistics) {
        this.statistics = statistics;
    }

    /** Nothing is shared. */
    static SharedSubtrees none() {
        return new SharedSubtrees(StatisticsSelectors.NONE);
    }

    /** The shared trees of an expression; selectors of which only statistics are read are not those that read all. */
    static SharedSubtrees of(Expression expression, StatisticsSelectors statistics) {
        SharedSubtrees found = new SharedSubtrees(statistics);
        found.number(expression);
        found.collect(expression, new HashSet<>());
        found.occurrences.removeIf(same -> same.size() < 2);
        Map<Expression, Integer> shared = new IdentityHashMap<>();
        for (int i = 0; i < found.occurrences.size(); i++) {
            for (Expression occurrence : found.occurrences.get(i)) {
                shared.put(occurrence, i);
            }
        }
        found.numberOf.clear();
        found.numberOf.putAll(shared);
        found.numbers.clear();
        return found;
    }

    public boolean isEmpty() {
        return occurrences.isEmpty();
    }

    /** A number that a tree has in common with its equals, or −1 where it has none; compares by identity. */
    public int indexOf(Expression expression) {
        Integer index = numberOf.get(expression);
        return index == null ? -1 : index;
    }

    /** In how many places the tree with this number stands. */
    public int places(int index) {
        return occurrences.get(index).size();
    }

    /** The equal trees, each list with two or more in the order of the text. */
    public List<List<Expression>> occurrences() {
        return occurrences.stream().map(List::copyOf).toList();
    }

    /** Gives equal trees equal numbers. */
    private int number(Expression expression) {
        List<Object> key = new ArrayList<>();
        for (Expression child : Children.of(expression)) {
            key.add(number(child));
        }
        int number;
        if (expression instanceof Expression.Parentheses) {
            number = (Integer) key.getFirst();
        } else {
            describe(expression, key);
            number = numbers.computeIfAbsent(key, missing -> numbers.size());
        }
        numberOf.put(expression, number);
        return number;
    }

    /** Everything that tells a node from others, but its children and its position. */
    private void describe(Expression expression, List<Object> key) {
        key.add(expression.getClass());
        switch (expression) {
            case Expression.NumberLiteral number -> key.add(number.value());
            case Expression.StringLiteral text -> key.add(text.value());
            case Expression.Parentheses parentheses -> {
                // Adds nothing.
            }
            case Expression.Unary unary -> key.add(unary.negative());
            case Expression.Binary binary -> {
                key.add(binary.operator());
                key.add(binary.returnBool());
                addOptional(key, binary.matching());
            }
            case Expression.Aggregation aggregation -> {
                key.add(aggregation.operator());
                key.add(aggregation.grouping());
                key.add(aggregation.without());
            }
            case Expression.Call call -> key.add(call.function());
            case Expression.VectorSelector selector -> {
                Set<Matcher> matchers = new HashSet<>(selector.matchers());
                key.add(matchers);
                key.add(selector.range());
                key.add(statistics.contains(selector));
                addShift(key, selector.shift());
            }
            case Expression.MatrixSelector matrix -> key.add(withoutSpans(matrix.range()));
            case Expression.Subquery subquery -> {
                key.add(withoutSpans(subquery.range()));
                DurationExpression step = subquery.step();
                addOptional(key, step == null ? null : withoutSpans(step));
                addShift(key, subquery.shift());
            }
        }
    }

    private static void addOptional(List<Object> key, @Nullable Object part) {
        key.add(part == null ? "none" : part);
    }

    private static void addShift(List<Object> key, TimeShift shift) {
        DurationExpression offset = shift.offset();
        addOptional(key, offset == null ? null : withoutSpans(offset));
        addOptional(key, shift.anchor());
    }

    private static DurationExpression withoutSpans(DurationExpression duration) {
        return switch (duration) {
            case DurationExpression.Literal literal -> new DurationExpression.Literal(literal.seconds(), Span.NONE);
            case DurationExpression.Step step -> new DurationExpression.Step(Span.NONE);
            case DurationExpression.Range range -> new DurationExpression.Range(Span.NONE);
            case DurationExpression.Unary unary ->
                new DurationExpression.Unary(unary.negative(), withoutSpans(unary.inner()), Span.NONE);
            case DurationExpression.Binary binary ->
                new DurationExpression.Binary(
                        binary.operator(), withoutSpans(binary.left()), withoutSpans(binary.right()), Span.NONE);
            case DurationExpression.Parentheses parentheses ->
                new DurationExpression.Parentheses(withoutSpans(parentheses.inner()), Span.NONE);
        };
    }

    private void collect(Expression expression, Set<Integer> seen) {
        Integer number = numberOf.get(expression);
        boolean vector =
                expression.type() == ValueType.INSTANT_VECTOR || expression instanceof Expression.MatrixSelector;
        boolean candidate =
                number != null && vector && !(expression instanceof Expression.Parentheses) && reads(expression);
        if (candidate && number != null) {
            while (occurrences.size() <= number) {
                occurrences.add(new ArrayList<>(1));
            }
            occurrences.get(number).add(expression);
            if (!seen.add(number)) {
                return;
            }
        }
        if (!(expression instanceof Expression.MatrixSelector)) {
            Children.of(expression).forEach(child -> collect(child, seen));
        }
    }

    /** Whether there is anything to save: a selector. */
    private static boolean reads(Expression expression) {
        if (expression instanceof Expression.VectorSelector) {
            return true;
        }
        for (Expression child : Children.of(expression)) {
            if (reads(child)) {
                return true;
            }
        }
        return false;
    }
}
