package dev.bellwether.promql.evaluation;

import dev.bellwether.model.read.SeriesReadException;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.functions.InvalidArgumentException;
import dev.bellwether.promql.plan.Plan;
import dev.bellwether.promql.plan.Planner;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Evaluates PromQL expressions against a {@link SeriesReader}.
 *
 * <pre>{@code
 * QueryEngine engine = new QueryEngine(QueryOptions.DEFAULT);
 * QueryResult result = engine.instant(expression, System.currentTimeMillis(), reader);
 * QueryResult brief = engine.prepare(expression)
 *         .instant(timeMillis, reader, RunOptions.DEFAULT.withTimeout(Duration.ofSeconds(5)));
 * }</pre>
 *
 * <p>Safe for use by many threads. A query runs on the thread that asks for it and blocks it; interrupting that thread or
 * cancelling the token ends the query.
 */
public final class QueryEngine {
    /** How long a query waits for its turn before it looks whether it still should. */
    private static final long GLANCE_MILLIS = 20;

    private final QueryOptions options;
    private final Semaphore slots;
    private final PreparedQueries prepared = new PreparedQueries();

    public QueryEngine(QueryOptions options) {
        this.options = options;
        this.slots = new Semaphore(options.maxConcurrentQueries(), true);
    }

    public QueryOptions options() {
        return options;
    }

    /** Plans an expression, to be evaluated once or many times; the newest expressions are not planned again. */
    public PreparedQuery prepare(Expression expression) {
        return prepared.of(expression, this);
    }

    /** An expression that was planned in another way, such as {@link Planner#asWritten}. */
    public PreparedQuery prepare(Plan plan) {
        return new PreparedQuery(this, plan);
    }

    /** Evaluates at one time; see {@link PreparedQuery#instant(long, SeriesReader, RunOptions)}. */
    public QueryResult instant(Expression expression, long timeMillis, SeriesReader reader) {
        return prepare(expression).instant(timeMillis, reader);
    }

    /** Evaluates at one time; see {@link PreparedQuery#instant(long, SeriesReader, RunOptions)}. */
    public QueryResult instant(
            Expression expression, long timeMillis, SeriesReader reader, CancellationToken cancellation) {
        return prepare(expression).instant(timeMillis, reader, RunOptions.cancelledBy(cancellation));
    }

    /** Evaluates over a range; see {@link PreparedQuery#range}. */
    public QueryResult range(
            Expression expression, long startMillis, long endMillis, Duration step, SeriesReader reader) {
        return prepare(expression).range(startMillis, endMillis, step, reader, RunOptions.DEFAULT);
    }

    /** Evaluates over a range; see {@link PreparedQuery#range}. */
    public QueryResult range(
            Expression expression,
            long startMillis,
            long endMillis,
            Duration step,
            SeriesReader reader,
            CancellationToken cancellation) {
        return prepare(expression).range(startMillis, endMillis, step, reader, RunOptions.cancelledBy(cancellation));
    }

    QueryResult run(Plan plan, Steps steps, boolean instant, long endMillis, SeriesReader reader, RunOptions run) {
        QueryContext context = new QueryContext(run.within(options), reader, steps, instant, endMillis, run);
        waitForSlot(context);
        try {
            context.begin();
            QueryRun query = new QueryRun(context, plan);
            return instant ? query.instant(steps.startMillis()) : query.range(steps);
        } catch (QueryException e) {
            throw e;
        } catch (InvalidArgumentException e) {
            throw new QueryException(QueryException.Type.EXECUTION, e.text(), e);
        } catch (SeriesReadException e) {
            context.checkRunning();
            throw new QueryException(QueryException.Type.EXECUTION, "expanding series: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new QueryException(QueryException.Type.EXECUTION, "unexpected error: " + e, e);
        } finally {
            slots.release();
        }
    }

    private void waitForSlot(QueryContext context) {
        if (slots.tryAcquire()) {
            return;
        }
        try {
            while (!slots.tryAcquire(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
                context.checkWaiting();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryException(QueryException.Type.CANCELED, "query was canceled in query queue", e);
        }
    }
}
