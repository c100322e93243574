package dev.bellwether.promql.evaluation;

/** Lets another thread end a query. Safe for use by many threads; one token may serve several queries. */
public class CancellationToken {
    /** Cancels nothing. */
    static final CancellationToken NEVER = new CancellationToken() {
        @Override
        public void cancel() {
            throw new UnsupportedOperationException("this token is shared by everybody; use one of your own");
        }
    };

    private volatile boolean cancelled;

    public CancellationToken() {}

    /** Ends every query that was started with this token; they throw within a few milliseconds. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Whether queries are to end. Called by their threads at least once for every
     * {@value QueryContext#SAMPLES_BETWEEN_CHECKS} samples that they touch.
     */
    public boolean isCancelled() {
        return cancelled;
    }
}
