package dev.bellwether.alert.stream;

import dev.bellwether.alert.notify.Notification;
import dev.bellwether.alert.notify.NotificationQueue;
import dev.bellwether.alerting.record.TransitionRecords;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.PositionedReader;
import dev.bellwether.stream.TopicLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The transitions in {@code alerts} that a notifier has still to deliver; how far it is stands in {@code
 * notification-state}. A notifier never seen before starts with what comes from now on.
 */
public final class KafkaNotificationQueue implements NotificationQueue {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String notifierUid;
    private final PositionedReader reader;
    private final LogPublisher publisher;
    private final Map<Integer, Long> offsets;
    private final Deque<LogRecord> waiting = new ArrayDeque<>();

    /**
     * Opens the queue where it was left.
     *
     * @throws LogUnavailableException where the log does not answer
     */
    public KafkaNotificationQueue(
            String notifierUid, KafkaSettings settings, TopicLayout layout, LogPublisher publisher) {
        this.notifierUid = notifierUid;
        this.publisher = publisher;
        this.reader = new PositionedReader(settings, "notifier-" + notifierUid, Topic.ALERTS, layout, true);
        Map<Integer, Long> known = storedOffsets(settings, layout);
        reader.seekToOffsets(known == null ? Map.of() : known);
        this.offsets = new HashMap<>(reader.positions());
        if (known == null) {
            store();
        }
    }

    private @Nullable Map<Integer, Long> storedOffsets(KafkaSettings settings, TopicLayout layout) {
        Map<Integer, Long> found = null;
        try (PositionedReader states = new PositionedReader(
                settings, "notifier-state-" + notifierUid, Topic.NOTIFICATION_STATE, layout, false)) {
            states.seekToTime(0);
            while (!states.caughtUp()) {
                for (LogRecord record : states.poll(Duration.ofMillis(200))) {
                    byte[] value = record.value();
                    if (record.key().equals(notifierUid) && value != null) {
                        found = JSON.readValue(value, new TypeReference<Map<Integer, Long>>() {});
                    }
                }
            }
        }
        return found;
    }

    @Override
    public Optional<Notification> next(Duration atMost) {
        if (waiting.isEmpty()) {
            waiting.addAll(reader.poll(atMost));
        }
        while (!waiting.isEmpty()) {
            byte[] value = waiting.getFirst().value();
            AlertTransition transition = value == null ? null : TransitionRecords.read(value);
            if (transition != null && !transition.shadow()) {
                return Optional.of(new Notification(
                        transition.id(),
                        transition.ruleUid(),
                        transition.expression(),
                        transition.alert(),
                        transition.annotations()));
            }
            waiting.removeFirst();
        }
        return Optional.empty();
    }

    @Override
    public void done() {
        LogRecord record = waiting.removeFirst();
        offsets.put(record.partition(), record.offset() + 1);
        store();
    }

    private void store() {
        byte[] json = JSON.writeValueAsString(offsets).getBytes(StandardCharsets.UTF_8);
        try {
            publisher
                    .publish(Topic.NOTIFICATION_STATE, notifierUid, json, Map.of())
                    .join();
        } catch (CompletionException e) {
            throw new LogUnavailableException(
                    "progress of notifier " + notifierUid + " is not kept: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
