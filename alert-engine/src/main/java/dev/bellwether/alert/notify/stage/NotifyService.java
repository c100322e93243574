package dev.bellwether.alert.notify.stage;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.PastControls;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notify stage of one replica: takes part in sharing the partitions, runs those that are its own, and puts what
 * manifests say into the controls. Methods are safe for use by many threads.
 */
public final class NotifyService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyService.class);
    private static final Duration ATTENDANCE = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final Duration TIDY_INTERVAL = Duration.ofMinutes(10);

    private final NotifyPorts ports;
    private final NotifyMetrics metrics;
    private final Clock clock;
    private final String externalUrl;
    private final Map<Integer, NotifyShard> shards = new HashMap<>();
    private final AtomicReference<@Nullable Collection<? extends Control.Subject>> manifests = new AtomicReference<>();
    private final Thread thread = Thread.ofPlatform().name("notify-members").unstarted(this::run);
    private long tidiedUpAtMillis;
    private volatile boolean stopped;

    /**
     * Prepares the stage.
     *
     * @param externalUrl where people reach Bellwether, without a slash at its end; may be empty
     */
    public NotifyService(NotifyPorts ports, MeterRegistry registry, Clock clock, String externalUrl) {
        this.ports = ports;
        this.metrics = new NotifyMetrics(registry);
        this.clock = clock;
        this.externalUrl = externalUrl;
    }

    /** Starts to take part. */
    public void start() {
        thread.start();
    }

    /** Makes the controls whose origin is manifests exactly these, within a second where the log answers. */
    public void manifests(Collection<? extends Control.Subject> subjects) {
        manifests.set(List.copyOf(subjects));
    }

    private void run() {
        while (!stopped) {
            try {
                if (ports.controlsRead().getAsBoolean()) {
                    takePart();
                }
            } catch (RuntimeException e) {
                LOG.warn("the notify stage joins again: {}", e.toString());
                pause();
            } finally {
                stopShards(Set.copyOf(shards.keySet()));
            }
        }
    }

    private void takePart() {
        try (Membership membership = ports.memberships().apply(new Partitions())) {
            while (!stopped) {
                publishManifests();
                membership.attend(ATTENDANCE);
                tidyUp();
            }
        }
    }

    private void publishManifests() {
        Collection<? extends Control.Subject> wanted = manifests.getAndSet(null);
        if (wanted != null) {
            List<String> foreign = ports.manifests().replaceAll(wanted);
            if (!foreign.isEmpty()) {
                LOG.warn("manifests are not in force because their objects belong to others: {}", foreign);
            }
        }
    }

    /** One replica does it for all: the owner of the first partition. */
    private void tidyUp() {
        long now = clock.millis();
        if (shards.containsKey(0) && now - tidiedUpAtMillis > TIDY_INTERVAL.toMillis()) {
            tidiedUpAtMillis = now;
            List<Control.Subject> over = PastControls.of(ports.controls().current(), now);
            over.forEach(subject -> ports.api().remove(subject.kind(), subject.uid()));
        }
    }

    private final class Partitions implements Membership.Listener {
        @Override
        public void assigned(Set<Integer> partitions) {
            for (int partition : partitions) {
                shards.computeIfAbsent(
                        partition, number -> new NotifyShard(number, ports, metrics, clock, externalUrl));
            }
            metrics.partitions(shards.size());
        }

        @Override
        public void gone(Set<Integer> partitions) {
            stopShards(partitions);
        }
    }

    private void stopShards(Set<Integer> partitions) {
        for (int partition : partitions) {
            NotifyShard shard = shards.remove(partition);
            if (shard != null) {
                shard.close();
            }
        }
        metrics.partitions(shards.size());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets go of the partitions and waits for that. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
