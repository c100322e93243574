package dev.bellwether.alert.notify.stage;

import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.core.Delivery;
import dev.bellwether.model.alert.Notifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The senders and heartbeats of a partition's notifiers, and what came of the messages. Used by the partition's thread. */
final class Senders implements AutoCloseable {
    private final Function<Notifier, Receiver> receivers;
    private final Function<Notifier, Runnable> heartbeats;
    private final NotifyMetrics metrics;
    private final Map<String, Notifier> notifiers = new HashMap<>();
    private final Map<String, Sender> senders = new HashMap<>();
    private final Map<Notifier, Thread> beating = new HashMap<>();
    private final BlockingQueue<Delivery.Result> results = new LinkedBlockingQueue<>();

    Senders(Function<Notifier, Receiver> receivers, Function<Notifier, Runnable> heartbeats, NotifyMetrics metrics) {
        this.receivers = receivers;
        this.heartbeats = heartbeats;
        this.metrics = metrics;
    }

    /** Keeps to these notifiers: ends senders of others, and of those that send elsewhere now. */
    void serve(Collection<Notifier> current) {
        notifiers.clear();
        current.forEach(notifier -> notifiers.put(notifier.uid(), notifier));
        senders.entrySet().removeIf(entry -> {
            Notifier notifier = notifiers.get(entry.getKey());
            boolean over = notifier == null || !entry.getValue().serves(notifier);
            if (over) {
                entry.getValue().close();
            }
            return over;
        });
        beating.entrySet().removeIf(entry -> {
            boolean over = !current.contains(entry.getKey());
            if (over) {
                entry.getValue().interrupt();
            }
            return over;
        });
        for (Notifier notifier : current) {
            if (!notifier.receiver().takesAlerts()) {
                beating.computeIfAbsent(
                        notifier,
                        one -> Thread.ofVirtual().name("heartbeat-" + one.uid()).start(heartbeats.apply(one)));
            }
        }
    }

    /** Sends a message; does not wait. */
    void send(Delivery delivery) {
        Notifier notifier = notifiers.get(delivery.notifierUid());
        if (notifier == null) {
            results.add(new Delivery.Failed(delivery, "the notifier is no more", Duration.ZERO));
            return;
        }
        try {
            senders.computeIfAbsent(
                            notifier.uid(),
                            uid -> new Sender(notifier, receivers.apply(notifier), results::add, metrics))
                    .send(delivery);
        } catch (RuntimeException e) {
            results.add(new Delivery.Failed(delivery, "the receiver cannot be made: " + e, Duration.ZERO));
        }
    }

    /** What has come of messages since the last call; waits for the first of it. */
    List<Delivery.Result> results(Duration atMost) throws InterruptedException {
        List<Delivery.Result> taken = new ArrayList<>();
        Delivery.@Nullable Result first =
                atMost.isZero() ? results.poll() : results.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            results.drainTo(taken);
        }
        return taken;
    }

    boolean hasResults() {
        return !results.isEmpty();
    }

    @Override
    public void close() {
        senders.values().forEach(Sender::close);
        beating.values().forEach(Thread::interrupt);
    }
}
