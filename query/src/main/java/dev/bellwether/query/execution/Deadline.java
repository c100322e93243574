package dev.bellwether.query.execution;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that made it when its time is over, so that a query ends in time also while its reader waits for a
 * database. Close it on the same thread; an interruption of its own is taken back then.
 */
final class Deadline implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final CompletableFuture<Boolean> timer = new CompletableFuture<>();
    private final CompletableFuture<Boolean> watched;
    private boolean closed;
    private boolean passed;

    Deadline(Duration left) {
        watched = timer.orTimeout(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS)
                .exceptionally(late -> {
                    pass();
                    return false;
                });
    }

    private synchronized void pass() {
        if (!closed) {
            passed = true;
            thread.interrupt();
        }
    }

    /** Whether the time is over. */
    synchronized boolean hasPassed() {
        return passed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (!timer.complete(true)) {
            watched.join();
            if (hasPassed()) {
                Thread.interrupted();
            }
        }
    }
}
