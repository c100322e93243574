package dev.bellwether.alert.notify;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what stands in a notifier's queue, one after the other; tries again with full jitter until the receiver takes
 * or refuses it. Runs on a thread of its own until it is interrupted, so that a dead receiver delays no other.
 */
public final class NotifierLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(NotifierLoop.class);
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final String name;
    private final NotificationQueue queue;
    private final Receiver receiver;
    private final RandomGenerator random;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failedAttempts = new AtomicLong();

    public NotifierLoop(String name, NotificationQueue queue, Receiver receiver, RandomGenerator random) {
        this.name = name;
        this.queue = queue;
        this.receiver = receiver;
        this.random = random;
    }

    @Override
    public void run() {
        try (queue) {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    Optional<Notification> next = queue.next(WAIT);
                    if (next.isPresent()) {
                        deliver(next.get());
                        queue.done();
                    }
                } catch (RuntimeException e) {
                    LOG.warn("notifier={} cannot go on and tries again: {}", name, e.toString());
                    pause(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Notification notification) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                receiver.deliver(message(notification));
                delivered.incrementAndGet();
                LOG.info(
                        "notifier={} notification={} rule={} {}: delivered",
                        name,
                        notification.id(),
                        notification.ruleUid(),
                        notification.alert().state());
                return;
            } catch (RefusedException e) {
                refused.incrementAndGet();
                LOG.error("notifier={} notification={} is given up: {}", name, notification.id(), e.getMessage());
                return;
            } catch (IOException e) {
                failedAttempts.incrementAndGet();
                LOG.warn(
                        "notifier={} notification={} attempt={} failed: {}",
                        name,
                        notification.id(),
                        attempt,
                        e.toString());
                pause(attempt);
            }
        }
    }

    private GroupMessage message(Notification notification) {
        Alert alert = notification.alert();
        boolean firing = alert.state() != AlertState.RESOLVED;
        String alertName = alert.labels().getOrEmpty("alertname");
        return new GroupMessage(
                notification.id(),
                name,
                "{}:{alertname=\"" + alertName + "\"}",
                Labels.of(Map.of("alertname", alertName)),
                List.of(new GroupMessage.MessageAlert(
                        notification.id(),
                        notification.ruleUid(),
                        alert.labels(),
                        notification.annotations(),
                        firing,
                        alert.activeAtMillis(),
                        alert.endedAtMillis(),
                        alert.value(),
                        null,
                        "")),
                0,
                firing ? GroupMessage.Reason.NEW : GroupMessage.Reason.RESOLVED,
                "",
                "");
    }

    private void pause(int attempt) throws InterruptedException {
        long most = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10));
        Thread.sleep(random.nextLong(most / 10, most + 1));
    }

    /** How many notifications the receiver took. */
    public long delivered() {
        return delivered.get();
    }

    /** How many it refused for good. */
    public long refused() {
        return refused.get();
    }

    /** How many attempts failed. */
    public long failedAttempts() {
        return failedAttempts.get();
    }
}
