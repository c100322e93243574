package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.read.FileSystemStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks every mount for its status on a thread beside the collector's, so that a mount that does not answer costs its
 * timeout once and is left alone until the kernel lets go of it: at most one thread waits for each such mount. Safe for use
 * by many threads, though only one collects.
 */
final class MountProbe {
    /** Asks the kernel; a test can put something else here. */
    @FunctionalInterface
    interface StatusSource {
        FileSystemStatus statusOf(String path) throws IOException;
    }

    static final String TIMEOUT_REASON = "mountpoint timeout";

    private final StatusSource source;
    private final long timeoutNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final Set<String> stuck = new HashSet<>();

    MountProbe(StatusSource source, Duration timeout) {
        this.source = source;
        this.timeoutNanos = timeout.toNanos();
    }

    /** Fills in status or error of each mount; returns when all have answered or had their timeout. */
    void probe(Collection<Mount> mounts) throws InterruptedException {
        Queue<Mount> waiting = new ArrayDeque<>();
        lock.lock();
        try {
            for (Mount mount : mounts) {
                mount.status = null;
                mount.error = stuck.contains(mount.mountPoint) ? TIMEOUT_REASON : "";
                if (mount.error.isEmpty()) {
                    waiting.add(mount);
                }
            }
            while (!waiting.isEmpty()) {
                Round round = new Round(waiting);
                Thread.ofPlatform().daemon().name("mount-status").start(() -> work(round));
                await(round);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Holds the lock. Returns when the round is over, or when one of its mounts is stuck. */
    private void await(Round round) throws InterruptedException {
        int seen = -1;
        long remaining = timeoutNanos;
        while (!round.over) {
            if (seen != round.answered) {
                seen = round.answered;
                remaining = timeoutNanos;
            }
            remaining = progress.awaitNanos(remaining);
            Mount current = round.current;
            if (remaining <= 0 && seen == round.answered && current != null) {
                stuck.add(current.mountPoint);
                current.error = TIMEOUT_REASON;
                round.over = true;
            }
        }
    }

    private void work(Round round) {
        while (true) {
            Mount mount = take(round);
            if (mount == null) {
                return;
            }
            FileSystemStatus status = null;
            String error = "";
            try {
                status = source.statusOf(mount.pathFromAgent);
            } catch (IOException e) {
                error = String.valueOf(e.getMessage());
            }
            if (!answer(round, mount, status, error)) {
                return;
            }
        }
    }

    private @Nullable Mount take(Round round) {
        lock.lock();
        try {
            Mount mount = round.over ? null : round.waiting.poll();
            round.current = mount;
            if (mount == null) {
                round.over = true;
                progress.signalAll();
            }
            return mount;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the round still goes on; where it gave this mount up, the mount is well again. */
    private boolean answer(Round round, Mount mount, @Nullable FileSystemStatus status, String error) {
        lock.lock();
        try {
            if (round.over) {
                stuck.remove(mount.mountPoint);
                return false;
            }
            mount.status = status;
            mount.error = error;
            round.answered++;
            round.current = null;
            progress.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** One thread's share; its fields are guarded by the lock. */
    private static final class Round {
        private final Queue<Mount> waiting;
        private @Nullable Mount current;
        private int answered;
        private boolean over;

        private Round(Queue<Mount> waiting) {
            this.waiting = waiting;
        }
    }
}
