package dev.bellwether.promql.evaluation;

import dev.bellwether.model.read.SeriesReadException;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.functions.InvalidArgumentException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Evaluates PromQL expressions against a {@link SeriesReader}.
 *
 * <pre>{@code
 * QueryEngine engine = new QueryEngine(QueryOptions.DEFAULT);
 * QueryResult result = engine.instant(expression, System.currentTimeMillis(), reader);
 * }</pre>
 *
 * <p>Safe for use by many threads. A query runs on the thread that asks for it and blocks it; interrupting that thread or
 * cancelling the token ends the query.
 */
public final class QueryEngine {
    private final QueryOptions options;
    private final Semaphore slots;

    public QueryEngine(QueryOptions options) {
        this.options = options;
        this.slots = new Semaphore(options.maxConcurrentQueries(), true);
    }

    public QueryOptions options() {
        return options;
    }

    /** Evaluates at one time; see {@link #instant(Expression, long, SeriesReader, CancellationToken)}. */
    public QueryResult instant(Expression expression, long timeMillis, SeriesReader reader) {
        return instant(expression, timeMillis, reader, new CancellationToken());
    }

    /**
     * Evaluates at one time.
     *
     * @param timeMillis the time, milliseconds since 1970
     * @throws QueryException where the query is wrong, fails, takes too long or is cancelled
     */
    public QueryResult instant(
            Expression expression, long timeMillis, SeriesReader reader, CancellationToken cancellation) {
        long deadline = System.nanoTime() + options.timeout().toNanos();
        QueryContext context =
                new QueryContext(options, reader, Steps.single(timeMillis), true, timeMillis, cancellation, deadline);
        return run(context, deadline, () -> new QueryRun(context, expression).instant(timeMillis));
    }

    /** Evaluates over a range; see {@link #range(Expression, long, long, Duration, SeriesReader, CancellationToken)}. */
    public QueryResult range(
            Expression expression, long startMillis, long endMillis, Duration step, SeriesReader reader) {
        return range(expression, startMillis, endMillis, step, reader, new CancellationToken());
    }

    /**
     * Evaluates at every step of a range; the result is always a matrix.
     *
     * @param startMillis the first time, milliseconds since 1970
     * @param endMillis no time is later
     * @param step the distance of the times, at least a millisecond
     * @throws QueryException where the query or its range is wrong, it fails, takes too long or is cancelled
     */
    public QueryResult range(
            Expression expression,
            long startMillis,
            long endMillis,
            Duration step,
            SeriesReader reader,
            CancellationToken cancellation) {
        long stepMillis = step.toMillis();
        if (stepMillis < 1) {
            throw QueryException.badData(
                    "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if (endMillis < startMillis) {
            throw QueryException.badData("end timestamp must not be before start time");
        }
        if ((endMillis - startMillis) / stepMillis > options.maxPointsPerSeries()) {
            throw QueryException.badData("exceeded maximum resolution of "
                    + String.format(java.util.Locale.ROOT, "%,d", options.maxPointsPerSeries())
                    + " points per timeseries (limit maxPointsPerSeries). Try decreasing the query resolution"
                    + " (?step=XX)");
        }
        long deadline = System.nanoTime() + options.timeout().toNanos();
        Steps steps = Steps.between(startMillis, endMillis, stepMillis);
        QueryContext context = new QueryContext(options, reader, steps, false, endMillis, cancellation, deadline);
        return run(context, deadline, () -> new QueryRun(context, expression).range(steps));
    }

    /** A query that is ready to run. */
    private interface Run {
        QueryResult result();
    }

    private QueryResult run(QueryContext context, long deadline, Run run) {
        waitForSlot(context, deadline);
        try {
            return run.result();
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

    private void waitForSlot(QueryContext context, long deadline) {
        if (slots.tryAcquire()) {
            return;
        }
        try {
            // Cancellation is looked at every few milliseconds while the query waits for its turn.
            while (!slots.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                context.checkRunning();
                if (System.nanoTime() - deadline > 0) {
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
