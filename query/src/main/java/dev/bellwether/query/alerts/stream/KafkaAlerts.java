package dev.bellwether.query.alerts.stream;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.ControlView;
import dev.bellwether.alerting.record.ControlWriter;
import dev.bellwether.alerting.record.TransitionRecords;
import dev.bellwether.alerting.stream.AlertingTopics;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.Silence;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.query.RuleDirectory;
import dev.bellwether.query.alerts.AlertBoard;
import dev.bellwether.query.alerts.AlertChanges;
import dev.bellwether.query.alerts.AlertPorts;
import dev.bellwether.query.alerts.ExternalAlerts;
import dev.bellwether.storage.AlertLogReader;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.TopicLayout;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics of alerts and writes what people change. Safe for use by many threads.
 *
 * <p>Once a second it ends external alerts that are overdue, and forgets silences that ended days ago.
 */
public final class KafkaAlerts implements AlertChanges, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaAlerts.class);
    private static final Duration EXPIRED_KEPT = Duration.ofDays(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LogPublisher publisher;
    private final Clock clock;
    private final AlertBoard board;
    private final ControlWriter writer;
    private final AlertPorts ports;
    private final AlertingTopics topics;
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("alert-housekeeping").factory());

    private volatile boolean read;

    /**
     * Wires it; nothing is read before {@link #start}.
     *
     * @param publisher appends what people change; stays the caller's
     * @param history what became of alerts, for the API
     */
    public KafkaAlerts(
            KafkaSettings settings, TopicLayout layout, LogPublisher publisher, AlertLogReader history, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
        ControlView controls = new ControlView();
        this.board = new AlertBoard(controls, clock);
        this.writer = new ControlWriter(
                Control.Origin.API, controls, (key, value) -> publisher.publish(Topic.CONTROLS, key, value, Map.of()));
        this.ports = new AlertPorts(board, this, history);
        this.topics = new AlertingTopics(settings, layout, "query")
                .follow(Topic.RULES, record -> board.rule(record.key(), record.value()))
                .follow(Topic.RULE_STATUS, record -> board.status(record.key(), record.value()))
                .follow(Topic.ALERT_STATE, record -> board.state(record.key(), record.value()))
                .follow(Topic.ALERTS, record -> {
                    byte[] value = record.value();
                    if (value != null) {
                        board.transition(value);
                    }
                })
                .follow(Topic.CONTROLS, record -> controls.accept(record.key(), record.value()))
                .follow(Topic.DEAD_LETTERS, record -> {
                    byte[] value = record.value();
                    if (value != null) {
                        board.deadLetter(value);
                    }
                });
    }

    /** Starts to follow, and to keep house once everything that stands in the topics has been read. */
    public void start() {
        topics.start();
        awaitEnds();
    }

    private void awaitEnds() {
        CompletableFuture<?> unused = topics.readToEnd().whenComplete((nothing, failure) -> {
            if (failure == null) {
                read = true;
                housekeeping.scheduleWithFixedDelay(this::keepHouse, 1, 1, TimeUnit.SECONDS);
            } else if (!housekeeping.isShutdown()) {
                housekeeping.schedule(this::awaitEnds, 1, TimeUnit.SECONDS);
            }
        });
    }

    /** Rules as the log tells of them, for an API in a process of its own. */
    public RuleDirectory rules() {
        return board::ruleGroups;
    }

    /** Whether all that stood in the topics at the start has been read: before that alerts may be missing. */
    public boolean isRead() {
        return read;
    }

    /** What the API needs. */
    public AlertPorts ports() {
        return ports;
    }

    @Override
    public void put(Control.Subject subject) {
        await(writer.put(subject));
    }

    @Override
    public void remove(Control.Kind kind, String uid) {
        await(writer.remove(kind, uid));
    }

    @Override
    public void announce(List<AlertTransition> transitions) {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (AlertTransition transition : transitions) {
            sent.add(publisher.publish(
                    Topic.ALERTS, transition.fingerprint(), TransitionRecords.write(transition), Map.of()));
        }
        sent.forEach(KafkaAlerts::await);
    }

    private static void await(CompletableFuture<?> change) {
        try {
            Object unused =
                    change.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LogUnavailableException unavailable) {
                throw unavailable;
            }
            throw new LogUnavailableException("the log has not taken the change: " + e.getCause(), e);
        }
    }

    private void keepHouse() {
        try {
            long now = clock.millis();
            new ExternalAlerts(ports, now).endOverdue();
            for (Control control : board.controls().all()) {
                boolean forgotten = control.origin() == Control.Origin.API
                        && control.subject() instanceof Control.OfSilence(Silence silence)
                        && silence.endsAtMillis() < now - EXPIRED_KEPT.toMillis();
                if (forgotten) {
                    remove(Control.Kind.SILENCE, control.subject().uid());
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("alerts are not looked after this time: {}", e.toString());
        }
    }

    @Override
    public void close() {
        housekeeping.shutdownNow();
        topics.close();
    }
}
