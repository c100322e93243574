package dev.bellwether.query.execution;

import java.time.Duration;

/**
 * What a query took.
 *
 * @param queue how long it waited for its turn
 * @param evaluation how long it ran
 * @param samplesRead the samples it read
 * @param peakSamples the most samples it held at a time
 */
public record QueryStatistics(Duration queue, Duration evaluation, long samplesRead, long peakSamples) {}
