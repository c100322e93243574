package dev.bellwether.query.execution;

import java.time.Duration;

/**
 * What a query took.
 *
 * @param queue how long it waited for its turn
 * @param evaluation how long it ran
 * @param samplesRead the samples it read
 */
public record QueryStatistics(Duration queue, Duration evaluation, long samplesRead) {}
