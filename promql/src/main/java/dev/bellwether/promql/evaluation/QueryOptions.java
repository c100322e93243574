package dev.bellwether.promql.evaluation;

import java.time.Duration;

/**
 * The limits and switches of a {@link QueryEngine}.
 *
 * @param maxSamples the most samples that one query may hold in memory at a time, at most 2³¹ − 1
 * @param timeout the longest that one query may run, waiting in the queue included
 * @param lookbackDelta how old a sample may be that an instant selector still finds
 * @param defaultSubqueryStep the step of a subquery that names none
 * @param maxPointsPerSeries the most steps of a range query
 * @param maxResultSamples the most samples that one query may return
 * @param maxConcurrentQueries how many queries run at the same time; others wait in the order of their arrival
 * @param delayedNameRemoval whether names of metrics go at the end of the evaluation (as Prometheus does with its
 *     feature {@code promql-delayed-name-removal}) or in each function
 * @param typeAndUnitLabels whether {@code __type__} tells counters (Prometheus's feature {@code type-and-unit-labels})
 */
public record QueryOptions(
        long maxSamples,
        Duration timeout,
        Duration lookbackDelta,
        Duration defaultSubqueryStep,
        int maxPointsPerSeries,
        long maxResultSamples,
        int maxConcurrentQueries,
        boolean delayedNameRemoval,
        boolean typeAndUnitLabels) {

    /** Prometheus's defaults, with delayed removal of names. */
    public static final QueryOptions DEFAULT = new QueryOptions(
            50_000_000,
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            11_000,
            50_000_000,
            20,
            true,
            false);

    public QueryOptions {
        requirePositive("maxSamples", maxSamples);
        if (maxSamples > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("maxSamples is " + maxSamples + ", at most 2147483647 is allowed");
        }
        requirePositive("timeout", timeout.toMillis());
        requirePositive("lookbackDelta", lookbackDelta.toMillis());
        requirePositive("defaultSubqueryStep", defaultSubqueryStep.toMillis());
        requirePositive("maxPointsPerSeries", maxPointsPerSeries);
        requirePositive("maxResultSamples", maxResultSamples);
        requirePositive("maxConcurrentQueries", maxConcurrentQueries);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", at least 1 is needed");
        }
    }

    public QueryOptions withMaxSamples(long samples) {
        return new QueryOptions(
                samples,
                timeout,
                lookbackDelta,
                defaultSubqueryStep,
                maxPointsPerSeries,
                maxResultSamples,
                maxConcurrentQueries,
                delayedNameRemoval,
                typeAndUnitLabels);
    }

    public QueryOptions withTimeout(Duration longest) {
        return new QueryOptions(
                maxSamples,
                longest,
                lookbackDelta,
                defaultSubqueryStep,
                maxPointsPerSeries,
                maxResultSamples,
                maxConcurrentQueries,
                delayedNameRemoval,
                typeAndUnitLabels);
    }

    public QueryOptions withDelayedNameRemoval(boolean delayed) {
        return new QueryOptions(
                maxSamples,
                timeout,
                lookbackDelta,
                defaultSubqueryStep,
                maxPointsPerSeries,
                maxResultSamples,
                maxConcurrentQueries,
                delayed,
                typeAndUnitLabels);
    }
}
