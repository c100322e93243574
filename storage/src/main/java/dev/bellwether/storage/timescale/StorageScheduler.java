package dev.bellwether.storage.timescale;

import dev.bellwether.storage.StorageUnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs from a thread of its own until it is closed: rollups in every round, packing and retention every ten
 * minutes. Any number of processes may have one: the one that holds an
 * advisory lock in the database works, the others stand by and take over when it goes.
 */
public final class StorageScheduler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StorageScheduler.class);

    /** Rarely enough that a backlog that arrives late is not packed crumb by crumb. */
    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);

    private final Database database;
    private final StorageJobs jobs;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("storage-jobs").factory());
    private @Nullable Connection lock;
    private boolean failing;
    private long nextTidying = System.nanoTime();

    StorageScheduler(Database database, StorageJobs jobs, Duration interval) {
        this.database = database;
        this.jobs = jobs;
        thread.scheduleWithFixedDelay(
                this::runQuietly, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void runQuietly() {
        try {
            if (holdsLock()) {
                jobs.rollUp();
                if (System.nanoTime() - nextTidying >= 0) {
                    jobs.pack();
                    jobs.retain();
                    nextTidying = System.nanoTime() + TIDY_EVERY.toNanos();
                }
            }
            if (failing) {
                failing = false;
                log.info("the jobs of storage run again");
            }
        } catch (StorageUnavailableException | SQLException e) {
            if (!failing && !thread.isShutdown()) {
                failing = true;
                log.warn("the jobs of storage cannot run; they will be tried again: {}", e.getMessage());
            }
        } catch (RuntimeException e) {
            log.error("a job of storage failed; it will be tried again", e);
        }
    }

    /** Whether this process is the one that works; the lock ends with its connection. */
    private boolean holdsLock() throws SQLException {
        Connection held = lock;
        if (held != null && held.isValid(5)) {
            return true;
        }
        release();
        Connection connection = database.open("jobs-lock");
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + AdvisoryLocks.JOBS + ")")) {
            row.next();
            if (row.getBoolean(1)) {
                lock = connection;
                return true;
            }
        }
        connection.close();
        return false;
    }

    private void release() {
        Connection held = lock;
        lock = null;
        if (held != null) {
            try {
                held.close();
            } catch (SQLException e) {
                // It is broken: the server has given up the lock already.
            }
        }
    }

    /** Stops after the current statement; waits for at most ten seconds. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("a job of storage is still running: it ends with its connection");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        release();
    }
}
