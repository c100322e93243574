package dev.bellwether.promql.evaluation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one query wants otherwise than its engine: all but the lookback delta only within the engine's limits, a larger
 * limit counts as the engine's.
 *
 * @param timeout the longest that it may run, waiting in the queue included; null for the engine's
 * @param lookbackDelta how old a sample may be that an instant selector still finds; null for the engine's
 * @param maxSamples the most samples that it may hold in memory at a time; null for the engine's
 * @param maxPointsPerSeries the most steps of a range query; null for the engine's
 * @param maxResultSamples the most samples that it may return; null for the engine's
 * @param cancellation lets another thread end it
 * @param explain whether the result tells what each part of the query took, see {@link QueryStatistics#explanation}
 */
public record RunOptions(
        @Nullable Duration timeout,
        @Nullable Duration lookbackDelta,
        @Nullable Long maxSamples,
        @Nullable Integer maxPointsPerSeries,
        @Nullable Long maxResultSamples,
        CancellationToken cancellation,
        boolean explain) {

    /** As the engine does it; ends only with its limits, an interrupt, or the result. */
    public static final RunOptions DEFAULT =
            new RunOptions(null, null, null, null, null, CancellationToken.NEVER, false);

    public RunOptions {
        requirePositive("timeout", timeout == null ? null : timeout.toMillis());
        requirePositive("lookbackDelta", lookbackDelta == null ? null : lookbackDelta.toMillis());
        requirePositive("maxSamples", maxSamples);
        requirePositive("maxPointsPerSeries", maxPointsPerSeries);
        requirePositive("maxResultSamples", maxResultSamples);
    }

    private static void requirePositive(String name, @Nullable Number value) {
        if (value != null && value.longValue() < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", at least 1 is needed");
        }
    }

    /** With this token. */
    public static RunOptions cancelledBy(CancellationToken cancellation) {
        return new RunOptions(null, null, null, null, null, cancellation, false);
    }

    public RunOptions withTimeout(Duration longest) {
        return new RunOptions(
                longest, lookbackDelta, maxSamples, maxPointsPerSeries, maxResultSamples, cancellation, explain);
    }

    public RunOptions withLookbackDelta(Duration lookback) {
        return new RunOptions(
                timeout, lookback, maxSamples, maxPointsPerSeries, maxResultSamples, cancellation, explain);
    }

    public RunOptions withMaxSamples(long samples) {
        return new RunOptions(
                timeout, lookbackDelta, samples, maxPointsPerSeries, maxResultSamples, cancellation, explain);
    }

    public RunOptions withMaxPointsPerSeries(int points) {
        return new RunOptions(timeout, lookbackDelta, maxSamples, points, maxResultSamples, cancellation, explain);
    }

    public RunOptions withMaxResultSamples(long samples) {
        return new RunOptions(timeout, lookbackDelta, maxSamples, maxPointsPerSeries, samples, cancellation, explain);
    }

    public RunOptions withExplanation(boolean wanted) {
        return new RunOptions(
                timeout, lookbackDelta, maxSamples, maxPointsPerSeries, maxResultSamples, cancellation, wanted);
    }

    /** The engine's options with what this query wants. */
    QueryOptions within(QueryOptions engine) {
        if (timeout == null
                && lookbackDelta == null
                && maxSamples == null
                && maxPointsPerSeries == null
                && maxResultSamples == null) {
            return engine;
        }
        return new QueryOptions(
                maxSamples == null ? engine.maxSamples() : Math.min(maxSamples, engine.maxSamples()),
                timeout == null || timeout.compareTo(engine.timeout()) > 0 ? engine.timeout() : timeout,
                lookbackDelta == null ? engine.lookbackDelta() : lookbackDelta,
                engine.defaultSubqueryStep(),
                maxPointsPerSeries == null
                        ? engine.maxPointsPerSeries()
                        : Math.min(maxPointsPerSeries, engine.maxPointsPerSeries()),
                maxResultSamples == null
                        ? engine.maxResultSamples()
                        : Math.min(maxResultSamples, engine.maxResultSamples()),
                engine.maxConcurrentQueries(),
                engine.delayedNameRemoval(),
                engine.typeAndUnitLabels());
    }
}
