package dev.bellwether.agent.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs at their ticks, each on its own: none waits for another. A run is interrupted at its deadline and has then
 * failed, whether its thread hears of it or not; while the thread is still busy, ticks are left out and count as failed.
 *
 * <p>Ticks follow the wall clock, waiting follows the one that never jumps: where the wall clock jumps by more than an
 * interval, the ticks are aligned anew. Safe for use by many threads.
 */
public final class CollectionScheduler {
    /** A first run does not wait for a tick that is further away, nor for more than a tenth of the interval. */
    private static final long LONGEST_FIRST_WAIT_MILLIS = 2_000;

    private final Timeline timeline;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final List<Ticker> tickers = new ArrayList<>();
    private boolean stopped;

    public CollectionScheduler(Timeline timeline) {
        this.timeline = timeline;
    }

    /**
     * Begins to run a job.
     *
     * @param beginMillis now by the wall clock; the same for jobs that are to share their ticks
     * @param lastTickMillis the last tick of the job under an earlier scheduler, so that none is lost; 0 for a new one,
     *     which runs at once unless its tick is near
     */
    public void start(CollectionJob job, Rhythm rhythm, long beginMillis, long lastTickMillis) {
        Ticker ticker = new Ticker(job, rhythm);
        lock.lock();
        try {
            if (stopped) {
                throw new IllegalStateException("the scheduler has been stopped");
            }
            tickers.add(ticker);
            ticker.planFirst(beginMillis, lastTickMillis);
        } finally {
            lock.unlock();
        }
    }

    /** The last tick of a job by its name; 0 where it has had none. */
    public long lastTickMillis(String job) {
        lock.lock();
        try {
            return tickers.stream()
                    .filter(ticker -> ticker.job.name().equals(job))
                    .mapToLong(ticker -> ticker.lastTick)
                    .max()
                    .orElse(0);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Plans nothing more and waits for what runs, at most for a while; what runs longer is interrupted.
     *
     * @return whether all runs have ended by themselves
     */
    public boolean stop(Duration wait) throws InterruptedException {
        lock.lock();
        try {
            stopped = true;
            tickers.forEach(Ticker::cancel);
            long left = wait.toNanos();
            while (tickers.stream().anyMatch(ticker -> ticker.run != null) && left > 0) {
                left = idle.awaitNanos(left);
            }
            boolean allEnded = true;
            for (Ticker ticker : tickers) {
                Run run = ticker.run;
                if (run != null) {
                    allEnded = false;
                    run.interrupt();
                }
            }
            return allEnded;
        } finally {
            lock.unlock();
        }
    }

    /** One job with its ticks. Guarded by the scheduler's lock. */
    private final class Ticker {
        private final CollectionJob job;
        private final Rhythm rhythm;
        private long nextTick;
        private long lastTick;
        private Timeline.@Nullable Cancellable planned;
        private @Nullable Run run;

        private Ticker(CollectionJob job, Rhythm rhythm) {
            this.job = job;
            this.rhythm = rhythm;
        }

        private void planFirst(long now, long before) {
            long interval = rhythm.interval().toMillis();
            long following = rhythm.tickAtOrBefore(now) + interval;
            if (before > 0) {
                // The tick that fell due while schedulers changed is made up for.
                long missed = following - interval;
                nextTick = before < missed && now - missed < interval ? missed : following;
            } else {
                long patience = Math.min(LONGEST_FIRST_WAIT_MILLIS, interval / 10);
                nextTick = following - now > patience ? now : following;
            }
            plan();
        }

        private void plan() {
            long delay = nextTick + rhythm.jitter().toMillis() - timeline.wallMillis();
            planned = timeline.after(Duration.ofMillis(Math.max(0, delay)), this::due);
        }

        private void cancel() {
            Timeline.Cancellable pending = planned;
            if (pending != null) {
                pending.cancel();
            }
        }

        private void due() {
            Run begun = null;
            long tick;
            lock.lock();
            try {
                if (stopped) {
                    return;
                }
                long now = timeline.wallMillis();
                long interval = rhythm.interval().toMillis();
                tick = nextTick;
                long away = now - tick - rhythm.jitter().toMillis();
                if (away >= interval || away < -interval) {
                    tick = rhythm.tickAtOrBefore(now);
                }
                nextTick = rhythm.tickAtOrBefore(tick) + interval;
                lastTick = tick;
                plan();
                if (run == null) {
                    begun = new Run(this, tick);
                    run = begun;
                }
            } finally {
                lock.unlock();
            }
            if (begun != null) {
                timeline.execute(begun);
            } else {
                job.finished(
                        tick,
                        rhythm.interval(),
                        new TimeoutException("the run before is still busy, long after its deadline"));
            }
        }
    }

    /** One run of a job. */
    private final class Run implements Runnable {
        private final Ticker ticker;
        private final long tick;
        private @Nullable Thread thread;
        private boolean reported;

        private Run(Ticker ticker, long tick) {
            this.ticker = ticker;
            this.tick = tick;
        }

        @Override
        public void run() {
            long begin = timeline.nanos();
            synchronized (this) {
                thread = Thread.currentThread();
            }
            Timeline.Cancellable deadline = timeline.after(ticker.rhythm.deadline(), this::tooLate);
            Throwable failure = null;
            try {
                ticker.job.collect(tick);
            } catch (InterruptedException e) {
                failure = new TimeoutException("interrupted after " + seconds(begin) + " s");
            } catch (Throwable e) {
                // A collector's own fault of any kind must not end the others' thread.
                failure = e;
            }
            deadline.cancel();
            synchronized (this) {
                thread = null;
                Thread.interrupted();
            }
            report(Duration.ofNanos(timeline.nanos() - begin), failure);
            lock.lock();
            try {
                ticker.run = null;
                idle.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private String seconds(long begin) {
            return String.valueOf(TimeUnit.NANOSECONDS.toMillis(timeline.nanos() - begin) / 1e3);
        }

        private void tooLate() {
            report(
                    ticker.rhythm.deadline(),
                    new TimeoutException("not done within the deadline of " + ticker.rhythm.deadline()));
            interrupt();
        }

        private void interrupt() {
            synchronized (this) {
                if (thread != null) {
                    thread.interrupt();
                }
            }
        }

        private void report(Duration took, @Nullable Throwable failure) {
            synchronized (this) {
                if (reported) {
                    return;
                }
                reported = true;
            }
            ticker.job.finished(tick, took, failure);
        }
    }
}
