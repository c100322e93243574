package dev.bellwether.storage.timescale;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Cancels statements whose thread was interrupted: JDBC itself does not notice while it waits for the server.
 *
 * <p>Safe for use by many threads.
 */
final class ReadGuard implements AutoCloseable {
    private static final long CHECK_EVERY_MILLIS = 50;

    private final ConcurrentHashMap<Statement, Thread> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("storage-read-guard").factory());

    ReadGuard() {
        timer.scheduleWithFixedDelay(
                this::cancelInterrupted, CHECK_EVERY_MILLIS, CHECK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Watches the statement on behalf of the calling thread until {@link #forget}. */
    void watch(Statement statement) {
        running.put(statement, Thread.currentThread());
    }

    void forget(Statement statement) {
        running.remove(statement);
    }

    private void cancelInterrupted() {
        running.forEach((statement, thread) -> {
            if (thread.isInterrupted()) {
                running.remove(statement);
                try {
                    statement.cancel();
                } catch (SQLException e) {
                    // It ended by itself, or its connection did.
                }
            }
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
