package dev.bellwether.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All series once a second, on a thread of its own, until it is closed. */
final class Ticks implements AutoCloseable {
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean stopped;

    /** Sends one sample of each series, stamped alike. */
    interface Push {
        void all(long timeMillis) throws IOException, InterruptedException;
    }

    Ticks(Push push) {
        thread = Thread.ofPlatform().daemon(true).name("ticks").start(() -> run(push));
    }

    private void run(Push push) {
        long next = System.nanoTime();
        try {
            while (!stopped) {
                push.all(System.currentTimeMillis());
                next += INTERVAL_NANOS;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failure.set(e);
        }
    }

    /** Fails where samples could not be sent. */
    void check() throws IOException {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IOException("samples could not be sent: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() throws InterruptedException {
        // An interrupt would close the files of a log that is being written.
        stopped = true;
        thread.join();
    }
}
