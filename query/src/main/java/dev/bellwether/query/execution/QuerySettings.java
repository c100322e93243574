package dev.bellwether.query.execution;

import dev.bellwether.promql.evaluation.CancellationToken;
import dev.bellwether.promql.evaluation.RunOptions;
import java.time.Duration;

/**
 * How one query runs.
 *
 * @param timeout the longest it may take, waiting included, at least a millisecond
 * @param lookback how old a sample may be that an instant selector still finds
 * @param cancellation ends it from another thread
 * @param explain whether it tells what each of its parts took
 */
public record QuerySettings(Duration timeout, Duration lookback, CancellationToken cancellation, boolean explain) {
    /** A query that explains nothing. */
    public QuerySettings(Duration timeout, Duration lookback, CancellationToken cancellation) {
        this(timeout, lookback, cancellation, false);
    }

    RunOptions run() {
        return RunOptions.cancelledBy(cancellation)
                .withTimeout(timeout.toMillis() < 1 ? Duration.ofMillis(1) : timeout)
                .withLookbackDelta(lookback)
                .withExplanation(explain);
    }
}
