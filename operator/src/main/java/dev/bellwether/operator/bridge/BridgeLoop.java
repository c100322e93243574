package dev.bellwether.operator.bridge;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that takes everything that happens in turn, and after each stretch of it asks what follows: a hundred changes that
 * come together are one decision.
 */
final class BridgeLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeLoop.class);

    private final ScheduledThreadPoolExecutor executor;
    private final Runnable settle;
    private final AtomicBoolean settling = new AtomicBoolean();

    /**
     * Prepares.
     *
     * @param settle called on the loop's thread after what was posted
     */
    BridgeLoop(String name, Runnable settle) {
        this.settle = settle;
        this.executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(name).daemon(true).factory());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Has something done on the loop's thread; does nothing once it is closed. */
    void post(Runnable task) {
        submit(() -> guarded(task));
        if (settling.compareAndSet(false, true)) {
            submit(this::settle);
        }
    }

    /** The same after a while. */
    void postLater(Runnable task, long millis) {
        try {
            var unused = executor.schedule(() -> post(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("closed");
        }
    }

    /** The same again and again. */
    void every(Runnable task, long millis) {
        var unused = executor.scheduleWithFixedDelay(() -> post(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    private void submit(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.trace("closed");
        }
    }

    private void settle() {
        settling.set(false);
        guarded(settle);
    }

    /** One decision that fails must not end all others. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("the bridge could not do something", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("the bridge's thread does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
