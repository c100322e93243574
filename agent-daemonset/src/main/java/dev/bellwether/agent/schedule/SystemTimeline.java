package dev.bellwether.agent.schedule;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The machine's clocks, one thread that plans, and as many as are needed that work.
 *
 * <p>Workers are platform threads: a collector that hangs in a system call holds its own and nobody else's. They end after
 * a few idle seconds, and since collections are spread over the first moments of a tick there are few of them.
 */
public final class SystemTimeline implements Timeline, AutoCloseable {
    private static final long STACK_BYTES = 256 * 1024;
    private static final long IDLE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor planner;
    private final ThreadPoolExecutor workers;

    public SystemTimeline() {
        planner = new ScheduledThreadPoolExecutor(1, threads("agent-planner"));
        planner.setRemoveOnCancelPolicy(true);
        workers = new ThreadPoolExecutor(
                1,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                threads("agent-worker"));
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, name + "-" + count.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public long wallMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        ScheduledFuture<?> planned = planner.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> planned.cancel(false);
    }

    @Override
    public void execute(Runnable task) {
        workers.execute(task);
    }

    /** Ends all threads; what runs is interrupted. */
    @Override
    public void close() {
        planner.shutdownNow();
        workers.shutdownNow();
    }
}
