package dev.bellwether.ingest.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** What a gateway counts; names start with {@code bellwether_gateway_}. Safe for use by many threads. */
final class GatewayMetrics {
    private final MeterRegistry registry;
    private final Map<Door, Counter> accepted = new EnumMap<>(Door.class);
    private final Map<Door, Counter> samples = new EnumMap<>(Door.class);
    private final Map<Door, Counter> bytes = new EnumMap<>(Door.class);
    private final Timer appending;

    /** Where something came in. */
    enum Door {
        GRPC,
        HTTP_PUSH,
        REMOTE_WRITE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Door door : Door.values()) {
            accepted.put(door, counter("bellwether.gateway.batches", "Batches that the log has.", door));
            samples.put(door, counter("bellwether.gateway.samples", "Samples of batches that the log has.", door));
            bytes.put(door, counter("bellwether.gateway.bytes", "Uncompressed bytes of those batches.", door));
        }
        this.appending = Timer.builder("bellwether.gateway.append")
                .description("From a batch's arrival to the log's acknowledgement.")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    private Counter counter(String name, String description, Door door) {
        return Counter.builder(name)
                .description(description)
                .tag("door", door.word())
                .register(registry);
    }

    void accepted(Door door, int sampleCount, int byteCount, Duration took) {
        count(accepted, door, 1);
        count(samples, door, sampleCount);
        count(bytes, door, byteCount);
        appending.record(took);
    }

    private static void count(Map<Door, Counter> counters, Door door, int amount) {
        Counter counter = counters.get(door);
        if (counter != null) {
            counter.increment(amount);
        }
    }

    void refused(Door door, Answer.Reason reason) {
        answered("bellwether.gateway.refused", "Batches and requests that will never be taken.", door, reason.word());
    }

    void postponed(Door door, Answer.Reason reason) {
        answered("bellwether.gateway.postponed", "Batches and requests to be sent again later.", door, reason.word());
    }

    void unknownBlocks(Door door) {
        answered("bellwether.gateway.postponed", "Batches and requests to be sent again later.", door, "unknown_block");
    }

    void unauthenticated(Door door) {
        answered("bellwether.gateway.refused", "Batches and requests that will never be taken.", door, "credential");
    }

    private void answered(String name, String description, Door door, String reason) {
        Counter.builder(name)
                .description(description)
                .tag("door", door.word())
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    void gauge(String name, String description, IntSupplier value) {
        Gauge.builder(name, () -> value.getAsInt()).description(description).register(registry);
    }
}
