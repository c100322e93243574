package dev.bellwether.promql.evaluation;

/**
 * What a query took.
 *
 * @param peakSamples the most samples that it held in memory at a time
 * @param samplesRead how many stored samples it read
 * @param elapsedNanos how long it ran, waiting for its turn included
 */
public record QueryStatistics(long peakSamples, long samplesRead, long elapsedNanos) {
    /** Nothing was counted. */
    public static final QueryStatistics UNKNOWN = new QueryStatistics(0, 0, 0);
}
