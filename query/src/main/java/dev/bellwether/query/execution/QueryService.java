package dev.bellwether.query.execution;

import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.evaluation.QueryOptions;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Runs queries over one reader: at most so many at a time, the others wait in the order of their arrival. Safe for use by
 * many threads; a query runs on the thread that asks for it.
 */
public final class QueryService {
    private static final long GLANCE_MILLIS = 20;

    private final SeriesReader reader;
    private final QueryOptions options;
    private final QueryEngine engine;
    private final Semaphore slots;

    public QueryService(SeriesReader reader, QueryOptions options) {
        this.reader = reader;
        this.options = options;
        this.engine = new QueryEngine(options);
        this.slots = new Semaphore(options.maxConcurrentQueries(), true);
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
        return PromqlParser.parse(text, ParserOptions.ALL);
    }

    /**
     * Evaluates an expression at one time.
     *
     * @param text the expression's text, for the positions of warnings
     * @throws QueryException where it fails, takes too long or is cancelled
     */
    public QueryOutcome instant(String text, Expression expression, long timeMillis, QuerySettings settings) {
        return run(
                text,
                settings,
                (used, counted) -> used.instant(expression, timeMillis, counted, settings.cancellation()));
    }

    /** Evaluates an expression at every step of a range; see {@link #instant}. */
    public QueryOutcome range(
            String text,
            Expression expression,
            long startMillis,
            long endMillis,
            long stepMillis,
            QuerySettings settings) {
        return run(
                text,
                settings,
                (used, counted) -> used.range(
                        expression,
                        startMillis,
                        endMillis,
                        Duration.ofMillis(stepMillis),
                        counted,
                        settings.cancellation()));
    }

    private QueryOutcome run(
            String text, QuerySettings settings, BiFunction<QueryEngine, SeriesReader, QueryResult> query) {
        long asked = System.nanoTime();
        waitForSlot(settings, asked);
        try {
            long begun = System.nanoTime();
            CountingReader counted = new CountingReader(reader);
            QueryResult result = query.apply(engineFor(settings, begun - asked), counted);
            QueryStatistics statistics = new QueryStatistics(
                    Duration.ofNanos(begun - asked), Duration.ofNanos(System.nanoTime() - begun), counted.samples());
            List<String> infos = new ArrayList<>(result.annotations().infos(text));
            infos.addAll(counted.infos());
            return new QueryOutcome(result, result.annotations().warnings(text), infos, statistics);
        } finally {
            slots.release();
        }
    }

    /** Engines are cheap; one of its own is made where a query asks for other limits. */
    private QueryEngine engineFor(QuerySettings settings, long waitedNanos) {
        Duration left = settings.timeout().minusNanos(waitedNanos);
        boolean usual = settings.lookback().equals(options.lookbackDelta())
                && settings.timeout().equals(options.timeout())
                && waitedNanos < 1_000_000;
        if (usual) {
            return engine;
        }
        return new QueryEngine(new QueryOptions(
                options.maxSamples(),
                left.toMillis() < 1 ? Duration.ofMillis(1) : left,
                settings.lookback(),
                options.defaultSubqueryStep(),
                options.maxPointsPerSeries(),
                options.maxResultSamples(),
                options.maxConcurrentQueries(),
                options.delayedNameRemoval(),
                options.typeAndUnitLabels()));
    }

    private void waitForSlot(QuerySettings settings, long asked) {
        if (slots.tryAcquire()) {
            return;
        }
        try {
            while (!slots.tryAcquire(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (settings.cancellation().isCancelled()) {
                    throw new QueryException(QueryException.Type.CANCELED, "query was canceled in query queue");
                }
                if (System.nanoTime() - asked > settings.timeout().toNanos()) {
                    throw new QueryException(
                            QueryException.Type.TIMEOUT,
                            "query timed out in query queue (limit maxConcurrentQueries is "
                                    + options.maxConcurrentQueries() + ")");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryException(QueryException.Type.CANCELED, "query was canceled in query queue", e);
        }
    }
}
