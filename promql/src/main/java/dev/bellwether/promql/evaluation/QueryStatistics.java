package dev.bellwether.promql.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What a query took.
 *
 * @param peakSamples the most samples that it held in memory at a time
 * @param samplesRead how many stored samples it read, each once for each time it was read
 * @param queueNanos how long it waited for its turn
 * @param elapsedNanos how long it ran, waiting for its turn included
 * @param queryable how many samples it looked at in each step, one that several steps look at counted for each of them
 * @param explanation what each part of the query took; null where nobody asked
 */
public record QueryStatistics(
        long peakSamples,
        long samplesRead,
        long queueNanos,
        long elapsedNanos,
        StepSamples queryable,
        @Nullable ExplainNode explanation) {
    /** Nothing was counted. */
    public static final QueryStatistics UNKNOWN = new QueryStatistics(0, 0, 0, 0, StepSamples.NONE, null);
}
