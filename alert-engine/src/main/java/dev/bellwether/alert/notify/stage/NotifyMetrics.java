package dev.bellwether.alert.notify.stage;

import dev.bellwether.alert.notify.core.Output;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.model.alert.Notifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What the stage says of itself, under Alertmanager's names where it has them. Safe for use by many threads. */
final class NotifyMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger partitions = new AtomicInteger();

    NotifyMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("bellwether.notify.partitions", partitions);
    }

    /** An attempt has ended, well or badly. */
    void attempt(Notifier notifier, long nanos) {
        registry.counter("alertmanager.notifications", "integration", kind(notifier), "receiver", notifier.uid())
                .increment();
        Timer.builder("alertmanager.notification.latency")
                .tag("integration", kind(notifier))
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10))
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    /** An attempt has failed. */
    void failure(Notifier notifier, String reason) {
        registry.counter(
                        "alertmanager.notifications.failed",
                        "integration",
                        kind(notifier),
                        "receiver",
                        notifier.uid(),
                        "reason",
                        reason)
                .increment();
    }

    /** Decisions were made. */
    void decided(Output output) {
        for (NotificationDecision decision : output.decisions()) {
            registry.counter(
                            "bellwether.notify.decisions",
                            "kind",
                            decision.kind().name().toLowerCase(Locale.ROOT))
                    .increment();
        }
        registry.counter("bellwether.notify.dead.letters")
                .increment(output.dead().size());
    }

    /** How many partitions this replica owns. */
    void partitions(int count) {
        partitions.set(count);
    }

    private static String kind(Notifier notifier) {
        return notifier.receiver().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
