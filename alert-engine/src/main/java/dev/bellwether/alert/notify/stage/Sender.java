package dev.bellwether.alert.notify.stage;

import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.alert.notify.Receiver.RetryLaterException;
import dev.bellwether.alert.notify.core.Delivery;
import dev.bellwether.model.alert.Notifier;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Sends a notifier's messages one after the other, on a thread of its own, so that a receiver that hangs delays no other,
 * and not more of them than the receiver shall bear. Every message handed over gets exactly one final result.
 */
final class Sender implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Notifier notifier;
    private final Receiver receiver;
    private final Consumer<Delivery.Result> results;
    private final NotifyMetrics metrics;
    private final Bucket bucket;
    private final BlockingQueue<Delivery> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Starts the thread.
     *
     * @param results called on the sender's thread
     */
    Sender(Notifier notifier, Receiver receiver, Consumer<Delivery.Result> results, NotifyMetrics metrics) {
        this.notifier = notifier;
        this.receiver = receiver;
        this.results = results;
        this.metrics = metrics;
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(notifier.limits().burst())
                        .refillGreedy(notifier.limits().messagesPerMinute(), Duration.ofMinutes(1)))
                .build();
        this.thread = Thread.ofVirtual().name("notifier-" + notifier.uid()).start(this::run);
    }

    /** Hands a message over; does not wait. */
    void send(Delivery delivery) {
        queue.add(delivery);
        if (stopped) {
            giveBack();
        }
    }

    /** Whether it serves a notifier as it is now. */
    boolean serves(Notifier current) {
        return current.receiver().equals(notifier.receiver())
                && current.limits().equals(notifier.limits())
                && current.name().equals(notifier.name());
    }

    private void run() {
        try (receiver) {
            while (!stopped) {
                Delivery delivery = queue.take();
                results.accept(attempt(delivery));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Delivery.Result attempt(Delivery delivery) {
        try {
            awaitTurn(delivery);
            long started = System.nanoTime();
            try {
                return new Delivery.Taken(delivery, receiver.deliver(delivery.message()));
            } finally {
                metrics.attempt(notifier, System.nanoTime() - started);
            }
        } catch (RefusedException e) {
            metrics.failure(notifier, "refused");
            return new Delivery.Refused(delivery, String.valueOf(e.getMessage()));
        } catch (RetryLaterException e) {
            metrics.failure(notifier, "retryLater");
            return new Delivery.Failed(delivery, String.valueOf(e.getMessage()), e.after());
        } catch (IOException | RuntimeException e) {
            metrics.failure(notifier, "failed");
            String message = e.getMessage();
            return new Delivery.Failed(delivery, message == null ? e.toString() : message, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stopped(delivery);
        }
    }

    private void awaitTurn(Delivery delivery) throws InterruptedException {
        boolean told = false;
        for (ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
                !probe.isConsumed();
                probe = bucket.tryConsumeAndReturnRemaining(1)) {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
            if (!told) {
                results.accept(new Delivery.Delayed(delivery, wait));
                told = true;
            }
            Thread.sleep(wait.plusMillis(1));
        }
    }

    private static Delivery.Failed stopped(Delivery delivery) {
        return new Delivery.Failed(delivery, "the sender was stopped", Duration.ZERO);
    }

    private void giveBack() {
        for (Delivery left = queue.poll(); left != null; left = queue.poll()) {
            results.accept(stopped(left));
        }
    }

    /** Stops; what is under way and what waits is reported as failed. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        giveBack();
    }
}
