package dev.bellwether.promql.evaluation;

/** Lets another thread end a query. Safe for use by many threads; one token may serve several queries. */
public final class CancellationToken {
    private volatile boolean cancelled;

    /** Ends every query that was started with this token; they throw within a few milliseconds. */
    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }
}
