package dev.bellwether.query.execution;

import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.evaluation.PreparedQuery;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.evaluation.QueryOptions;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.expression.Expression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Runs queries over one reader: at most so many at a time, the others wait in the order of their arrival. Safe for use by
 * many threads; a query runs on the thread that asks for it.
 */
public final class QueryService {
    private static final long GRACE_MILLIS = 50;

    private final SeriesReader reader;
    private final QueryOptions options;
    private final QueryEngine engine;
    private final ParsedExpressions expressions = new ParsedExpressions();

    public QueryService(SeriesReader reader, QueryOptions options) {
        this.reader = reader;
        this.options = options;
        this.engine = new QueryEngine(options);
    }

    /** The limits that hold where a query does not ask for less. */
    public QueryOptions options() {
        return options;
    }

    /**
     * Reads an expression.
     *
     * @throws dev.bellwether.promql.parser.PromqlSyntaxException where it is none
     */
    public Expression parse(String text) {
        return expressions.parse(text);
    }

    /**
     * Evaluates an expression at one time.
     *
     * @param text the expression's text, for the positions of warnings
     * @throws QueryException where it fails, takes too long or is cancelled
     */
    public QueryOutcome instant(String text, Expression expression, long timeMillis, QuerySettings settings) {
        return run(
                text, expression, settings, (query, listening) -> query.instant(timeMillis, listening, settings.run()));
    }

    /** Evaluates an expression at every step of a range; see {@link #instant}. */
    public QueryOutcome range(
            String text,
            Expression expression,
            long startMillis,
            long endMillis,
            long stepMillis,
            QuerySettings settings) {
        Duration step = Duration.ofMillis(stepMillis);
        return run(
                text,
                expression,
                settings,
                (query, listening) -> query.range(startMillis, endMillis, step, listening, settings.run()));
    }

    private QueryOutcome run(
            String text,
            Expression expression,
            QuerySettings settings,
            BiFunction<PreparedQuery, SeriesReader, QueryResult> query) {
        ListeningReader listening = new ListeningReader(reader);
        QueryResult result = inTime(settings, () -> query.apply(engine.prepare(expression), listening));
        List<String> infos = new ArrayList<>(result.annotations().infos(text));
        infos.addAll(listening.infos());
        return new QueryOutcome(result, result.annotations().warnings(text), infos, result.statistics());
    }

    /** The engine looks at the time by itself; a reader that waits for a database does not, and is interrupted. */
    private static QueryResult inTime(QuerySettings settings, Supplier<QueryResult> query) {
        try (Deadline deadline = new Deadline(settings.timeout().plusMillis(GRACE_MILLIS))) {
            try {
                return query.get();
            } catch (QueryException e) {
                if (deadline.hasPassed() && !settings.cancellation().isCancelled()) {
                    throw new QueryException(
                            QueryException.Type.TIMEOUT,
                            "query timed out in expression evaluation (limit timeout is "
                                    + settings.timeout().toMillis() + " ms)",
                            e);
                }
                throw e;
            }
        }
    }
}
