package dev.bellwether.promql.evaluation;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.plan.Planner;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest prepared queries of an engine, so that who evaluates the very same tree again and again need not
 * prepare it. Compares by identity; bounded. Safe for use by many threads.
 */
final class PreparedQueries {
    private static final int PLACES = 1024;

    private final AtomicReferenceArray<@Nullable Kept> places = new AtomicReferenceArray<>(PLACES);

    private record Kept(Expression expression, PreparedQuery query) {}

    /** The query of an expression, prepared now or before. */
    PreparedQuery of(Expression expression, QueryEngine engine) {
        int place = System.identityHashCode(expression) & (PLACES - 1);
        Kept kept = places.get(place);
        if (kept != null && kept.expression == expression) {
            return kept.query;
        }
        PreparedQuery query = new PreparedQuery(engine, Planner.plan(expression));
        places.set(place, new Kept(expression, query));
        return query;
    }
}
