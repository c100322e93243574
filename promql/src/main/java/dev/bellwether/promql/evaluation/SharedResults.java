package dev.bellwether.promql.evaluation;

import dev.bellwether.promql.annotation.Annotations;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.plan.Plan;
import dev.bellwether.promql.plan.TreePairs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The results of those parts of one query that stand in it more than once. What a part tells people is told again for
 * each place, with the position of that place, and its samples count again.
 */
final class SharedResults {
    private final QueryContext context;
    private final Plan plan;
    private final Map<Key, Entry> entries = new HashMap<>();

    private record Key(int tree, Steps steps, boolean counted) {}

    private static final class Entry {
        private final Expression origin;
        private final List<Column> columns;
        private final Annotations annotations;
        private final long @Nullable [] queryable;
        private int usesLeft;

        private Entry(
                Expression origin,
                List<Column> columns,
                Annotations annotations,
                long @Nullable [] queryable,
                int usesLeft) {
            this.origin = origin;
            this.columns = columns;
            this.annotations = annotations;
            this.queryable = queryable;
            this.usesLeft = usesLeft;
        }
    }

    SharedResults(QueryContext context, Plan plan) {
        this.context = context;
        this.plan = plan;
    }

    /** The columns of a part, from its first place or by evaluating it. */
    List<Column> get(int tree, Expression expression, Steps steps, Supplier<List<Column>> evaluation) {
        long[] before = context.queryableSoFar();
        Key key = new Key(tree, steps, before != null);
        Entry known = entries.get(key);
        if (known != null) {
            return repeated(key, known, expression);
        }
        Annotations recording = context.annotations().record();
        List<Column> columns;
        try {
            columns = evaluation.get();
        } finally {
            context.annotations().stop(recording);
        }
        int places = plan.shared().places(tree);
        entries.put(
                key,
                new Entry(
                        expression,
                        new ArrayList<>(columns),
                        recording,
                        difference(before, context.queryableSoFar()),
                        places - 1));
        // Held for those who come later, beside those who have it now.
        columns.forEach(column -> context.reserve(column.cost()));
        return columns;
    }

    private List<Column> repeated(Key key, Entry entry, Expression expression) {
        entry.usesLeft--;
        if (entry.usesLeft == 0) {
            entries.remove(key);
        } else {
            entry.columns.forEach(column -> context.reserve(column.cost()));
        }
        if (!entry.annotations.isEmpty()) {
            Map<Span, Span> places = TreePairs.spans(entry.origin, expression);
            context.annotations().repeat(entry.annotations, span -> places.getOrDefault(span, span));
        }
        long[] queryable = entry.queryable;
        if (queryable != null) {
            for (int step = 0; step < queryable.length; step++) {
                context.countQueryable(step, queryable[step]);
            }
        }
        Trace trace = context.trace();
        if (trace != null) {
            trace.reused(expression);
        }
        return new ArrayList<>(entry.columns);
    }

    private static long @Nullable [] difference(long @Nullable [] before, long @Nullable [] after) {
        if (before == null || after == null) {
            return null;
        }
        for (int step = 0; step < after.length; step++) {
            after[step] -= before[step];
        }
        return after;
    }
}
