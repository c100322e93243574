package dev.bellwether.query.execution;

import dev.bellwether.promql.evaluation.CancellationToken;
import java.time.Duration;

/**
 * How one query runs.
 *
 * @param timeout the longest it may take, waiting included
 * @param lookback how old a sample may be that an instant selector still finds
 * @param cancellation ends it from another thread
 */
public record QuerySettings(Duration timeout, Duration lookback, CancellationToken cancellation) {}
