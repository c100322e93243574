package dev.bellwether.query.remote;

import dev.bellwether.promql.evaluation.CancellationToken;
import dev.bellwether.promql.evaluation.QueryException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many reads run at the same time; others wait in the order of their arrival. Safe for use by many threads. */
final class ReadGate {
    private static final long GLANCE_MILLIS = 20;

    private final Semaphore slots;
    private final int most;
    private final Duration patience;

    ReadGate(int most, Duration patience) {
        this.slots = new Semaphore(most, true);
        this.most = most;
        this.patience = patience;
    }

    /**
     * Waits for a place among those that run; {@link #leave} gives it back.
     *
     * @throws QueryException where it takes too long, the caller is gone or the thread is interrupted
     */
    void enter(CancellationToken cancellation) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!slots.tryAcquire(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancellation.isCancelled()) {
                    throw new QueryException(QueryException.Type.CANCELED, "read was canceled in the queue");
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new QueryException(
                            QueryException.Type.TIMEOUT,
                            "read timed out in the queue (limit remoteRead.maxConcurrentReads is " + most + ")");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryException(QueryException.Type.CANCELED, "read was canceled in the queue", e);
        }
    }

    void leave() {
        slots.release();
    }
}
