package dev.bellwether.promql.evaluation;

import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.plan.Plan;
import java.time.Duration;

/**
 * An expression that was planned once and is evaluated many times, as rules are.
 *
 * <pre>{@code
 * PreparedQuery rule = engine.prepare(PromqlParser.parse(text, ParserOptions.ALL));
 * QueryResult now = rule.instant(timeMillis, reader);
 * }</pre>
 *
 * <p>Immutable and safe for use by many threads; each evaluation runs on the thread that asks for it and blocks it.
 */
public final class PreparedQuery {
    private final QueryEngine engine;
    private final Plan plan;

    PreparedQuery(QueryEngine engine, Plan plan) {
        this.engine = engine;
        this.plan = plan;
    }

    /** What is evaluated, optimised. */
    public Expression expression() {
        return plan.expression();
    }

    Plan plan() {
        return plan;
    }

    /** Evaluates at one time; see {@link #instant(long, SeriesReader, RunOptions)}. */
    public QueryResult instant(long timeMillis, SeriesReader reader) {
        return instant(timeMillis, reader, RunOptions.DEFAULT);
    }

    /**
     * Evaluates at one time.
     *
     * @param timeMillis the time, milliseconds since 1970
     * @throws QueryException where the query is wrong, fails, takes too long or is cancelled
     */
    public QueryResult instant(long timeMillis, SeriesReader reader, RunOptions run) {
        return engine.run(plan, Steps.single(timeMillis), true, timeMillis, reader, run);
    }

    /**
     * Evaluates at every step of a range; the result is always a matrix.
     *
     * @param startMillis the first time, milliseconds since 1970
     * @param endMillis no time is later
     * @param step the distance of the times, at least a millisecond
     * @throws QueryException where the query or its range is wrong, it fails, takes too long or is cancelled
     */
    public QueryResult range(long startMillis, long endMillis, Duration step, SeriesReader reader, RunOptions run) {
        long stepMillis = step.toMillis();
        if (stepMillis < 1) {
            throw QueryException.badData(
                    "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if (endMillis < startMillis) {
            throw QueryException.badData("end timestamp must not be before start time");
        }
        int mostPoints = run.within(engine.options()).maxPointsPerSeries();
        if ((endMillis - startMillis) / stepMillis > mostPoints) {
            throw QueryException.tooManyPoints(mostPoints);
        }
        return engine.run(plan, Steps.between(startMillis, endMillis, stepMillis), false, endMillis, reader, run);
    }
}
