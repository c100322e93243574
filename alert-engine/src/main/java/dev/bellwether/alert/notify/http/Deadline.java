package dev.bellwether.alert.notify.http;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives what blocks an end, however it blocks: on a name, on a handshake or on a receiver that answers a byte a second. The
 * work is done by a virtual thread, whose sockets close when it is interrupted.
 */
public final class Deadline {
    private Deadline() {}

    /**
     * Does the work and waits for it.
     *
     * @throws SocketTimeoutException where it takes longer
     * @throws InterruptedException where the caller is interrupted; the work is, too
     */
    public static <T> T run(Duration timeout, Callable<T> work)
            throws IOException, InterruptedException, RefusedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name("delivery").start(task);
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no answer within " + timeout.toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RefusedException refusal -> throw refusal;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            task.cancel(true);
        }
    }
}
