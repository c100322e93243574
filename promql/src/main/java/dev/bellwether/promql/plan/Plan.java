package dev.bellwether.promql.plan;

import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Span;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** How an expression is evaluated. Immutable; may be used by many threads and for many queries. */
public final class Plan {
    private final Expression expression;
    private final PlanNotes notes;
    private final StatisticsSelectors statistics;
    private final SharedSubtrees shared;
    private final SelectionHints hints;
    private final Set<Expression> fixed = Collections.newSetFromMap(new IdentityHashMap<>());

    Plan(Expression expression, PlanNotes notes, boolean shares) {
        this.expression = expression;
        this.notes = notes;
        statistics = StatisticsSelectors.of(expression);
        shared = shares ? SharedSubtrees.of(expression, statistics) : SharedSubtrees.none();
        hints = SelectionHints.of(expression, shared);
        collectFixed(expression);
    }

    private boolean collectFixed(Expression node) {
        boolean all = true;
        for (Expression child : Children.of(node)) {
            all &= collectFixed(child);
        }
        boolean holds = StepInvariance.holds(node, all);
        if (holds) {
            fixed.add(node);
        }
        return holds;
    }

    /** What is evaluated. */
    public Expression expression() {
        return expression;
    }

    /** Of which selectors only count and sum of histograms are needed. */
    public StatisticsSelectors statistics() {
        return statistics;
    }

    /** What is evaluated once for several places. */
    public SharedSubtrees shared() {
        return shared;
    }

    /** What readers may be told about each selector. */
    public SelectionHints hints() {
        return hints;
    }

    /** Whether a node of the expression gives the same at every step. */
    public boolean isFixed(Expression node) {
        return fixed.contains(node);
    }

    /** What was optimised at a place of the text, for people. */
    public List<String> notesAt(Span span) {
        return notes.at(span);
    }
}
