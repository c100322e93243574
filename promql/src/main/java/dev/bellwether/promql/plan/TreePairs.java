package dev.bellwether.promql.plan;

import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Walks over two trees that are equal but for positions and parentheses. Stateless. */
public final class TreePairs {
    private TreePairs() {}

    /** Visits each pair of nodes, parentheses aside. */
    static void visit(Expression first, Expression second, BiConsumer<Expression, Expression> visitor) {
        Expression bareFirst = Children.withoutParentheses(first);
        Expression bareSecond = Children.withoutParentheses(second);
        visitor.accept(bareFirst, bareSecond);
        List<Expression> firstChildren = Children.of(bareFirst);
        List<Expression> secondChildren = Children.of(bareSecond);
        if (firstChildren.size() != secondChildren.size()) {
            throw new IllegalArgumentException("the trees differ: " + bareFirst + " and " + bareSecond);
        }
        for (int i = 0; i < firstChildren.size(); i++) {
            visit(firstChildren.get(i), secondChildren.get(i), visitor);
        }
    }

    /** Where each node of the first tree stands in the second. */
    public static Map<Span, Span> spans(Expression first, Expression second) {
        Map<Span, Span> spans = new HashMap<>();
        visit(first, second, (left, right) -> spans.put(left.span(), right.span()));
        return spans;
    }
}
