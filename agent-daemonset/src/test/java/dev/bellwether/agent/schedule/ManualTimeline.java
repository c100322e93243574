package dev.bellwether.agent.schedule;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that a test moves; everything runs on the test's thread, in order. */
final class ManualTimeline implements Timeline {
    private final PriorityQueue<Planned> planned = new PriorityQueue<>(
            Comparator.<Planned>comparingLong(one -> one.atNanos).thenComparingLong(one -> one.order));
    private final ArrayDeque<Runnable> work = new ArrayDeque<>();
    private long nanos;
    private long wallOffsetMillis;
    private long count;

    /** Where set, work waits until {@link #work} is called: a thread that hangs. */
    boolean hanging;

    private static final class Planned {
        private final long atNanos;
        private final long order;
        private final Runnable task;
        private boolean cancelled;

        private Planned(long atNanos, long order, Runnable task) {
            this.atNanos = atNanos;
            this.order = order;
            this.task = task;
        }
    }

    ManualTimeline(long wallMillis) {
        this.wallOffsetMillis = wallMillis;
    }

    @Override
    public long wallMillis() {
        return wallOffsetMillis + nanos / 1_000_000;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        Planned one = new Planned(nanos + delay.toNanos(), count++, task);
        planned.add(one);
        return () -> one.cancelled = true;
    }

    @Override
    public void execute(Runnable task) {
        work.add(task);
        if (!hanging) {
            work();
        }
    }

    /** Runs what waits for a thread. */
    void work() {
        for (Runnable task = work.poll(); task != null; task = work.poll()) {
            task.run();
        }
    }

    void jumpWall(Duration by) {
        wallOffsetMillis += by.toMillis();
    }

    void advance(Duration by) {
        long end = nanos + by.toNanos();
        while (!planned.isEmpty() && planned.peek().atNanos <= end) {
            Planned next = planned.poll();
            nanos = Math.max(nanos, next.atNanos);
            if (!next.cancelled) {
                next.task.run();
            }
        }
        nanos = end;
    }
}
