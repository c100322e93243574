package dev.bellwether.alert.stream;

import dev.bellwether.alert.notify.core.GroupState;
import dev.bellwether.alert.notify.core.KnownAlert;
import dev.bellwether.alert.notify.core.Output;
import dev.bellwether.alert.notify.core.StateJson;
import dev.bellwether.alert.notify.stage.NotifyLog;
import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.InvalidRecordException;
import dev.bellwether.alerting.record.NotificationRecords;
import dev.bellwether.alerting.record.TransitionRecords;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.PositionedReader;
import dev.bellwether.stream.TopicLayout;
import dev.bellwether.stream.TransactionalPublisher;
import dev.bellwether.stream.TransactionalPublisher.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One partition of {@code notification-state}, under the transactional id {@code notify-<partition>}, and all of {@code
 * alerts}. The state's records are {@code offsets} (how far {@code alerts} was read), {@code alert/<fingerprint>}, {@code
 * group/<id>} and {@code failing/<notifier>}.
 */
public final class KafkaNotifyLog implements NotifyLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaNotifyLog.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OFFSETS = "offsets";
    private static final String ALERT = "alert/";
    private static final String GROUP = "group/";
    private static final String FAILING = "failing/";
    private static final Duration READ = Duration.ofMillis(200);

    private final KafkaSettings settings;
    private final TopicLayout layout;
    private final int partition;
    private final TransactionalPublisher publisher;
    private final Map<Integer, Long> offsets = new TreeMap<>();
    private @Nullable PositionedReader alerts;
    private boolean moved;

    /** Takes the partition over and fences whoever had it; blocks. */
    public KafkaNotifyLog(KafkaSettings settings, TopicLayout layout, int partition) {
        this.settings = settings;
        this.layout = layout;
        this.partition = partition;
        this.publisher = new TransactionalPublisher(settings, "notify-" + partition, layout);
    }

    @Override
    public Memory restore() {
        Map<String, byte[]> records = new LinkedHashMap<>();
        try (PositionedReader reader = new PositionedReader(
                settings, "notify-state-" + partition, Topic.NOTIFICATION_STATE, List.of(partition), true)) {
            reader.seekToTime(0);
            while (!reader.caughtUp()) {
                for (LogRecord record : reader.poll(READ)) {
                    byte[] value = record.value();
                    if (value == null) {
                        records.remove(record.key());
                    } else {
                        records.put(record.key(), value);
                    }
                }
            }
        }
        List<KnownAlert> known = new ArrayList<>();
        List<GroupState> groups = new ArrayList<>();
        Map<String, Long> failing = new HashMap<>();
        records.forEach((key, value) -> {
            try {
                if (key.equals(OFFSETS)) {
                    offsets.putAll(JSON.readValue(value, new TypeReference<Map<Integer, Long>>() {}));
                } else if (key.startsWith(ALERT)) {
                    known.add(StateJson.readAlert(value));
                } else if (key.startsWith(GROUP)) {
                    groups.add(StateJson.readGroup(value));
                } else if (key.startsWith(FAILING)) {
                    failing.put(key.substring(FAILING.length()), JSON.readValue(value, Long.class));
                }
            } catch (JacksonException | IllegalArgumentException | InvalidRecordException | NullPointerException e) {
                LOG.error("state record={} of partition={} is damaged and left out: {}", key, partition, e.toString());
            }
        });
        return new Memory(known, groups, failing);
    }

    @Override
    public List<AlertTransition> poll(Duration atMost) {
        List<AlertTransition> transitions = new ArrayList<>();
        for (LogRecord record : reader().poll(atMost)) {
            offsets.put(record.partition(), record.offset() + 1);
            moved = true;
            byte[] value = record.value();
            if (value != null) {
                try {
                    transitions.add(TransitionRecords.read(value));
                } catch (InvalidRecordException e) {
                    LOG.error(
                            "alerts partition={} offset={} is damaged and left out: {}",
                            record.partition(),
                            record.offset(),
                            e.getMessage());
                }
            }
        }
        return transitions;
    }

    @Override
    public boolean caughtUp() {
        return reader().caughtUp();
    }

    private PositionedReader reader() {
        PositionedReader open = alerts;
        if (open == null) {
            open = new PositionedReader(settings, "notify-alerts-" + partition, Topic.ALERTS, layout, true);
            alerts = open;
            Map<Integer, Long> from = new HashMap<>(open.beginnings());
            offsets.forEach((number, offset) -> from.merge(number, offset, Math::max));
            open.seekToOffsets(from);
        }
        return open;
    }

    @Override
    public void write(Output output) {
        if (output.isSilent() && !moved) {
            return;
        }
        try {
            publisher.append(entries(output));
            moved = false;
        } catch (TransactionalPublisher.FencedException e) {
            throw new FencedException(e);
        }
    }

    private List<Entry> entries(Output output) {
        List<Entry> entries = new ArrayList<>();
        state(entries, ALERT, output.alerts(), StateJson::write);
        state(entries, GROUP, output.groups(), StateJson::write);
        state(entries, FAILING, output.failing(), JSON::writeValueAsBytes);
        if (moved) {
            byte[] json = JSON.writeValueAsString(offsets).getBytes(StandardCharsets.UTF_8);
            entries.add(new Entry(Topic.NOTIFICATION_STATE, OFFSETS, json, partition));
        }
        output.decisions()
                .forEach(decision -> entries.add(
                        new Entry(Topic.NOTIFICATIONS, decision.notifierUid(), NotificationRecords.write(decision))));
        output.dead()
                .forEach(dead -> entries.add(
                        new Entry(Topic.DEAD_LETTERS, dead.notifierUid(), NotificationRecords.write(dead))));
        output.transitions()
                .forEach(transition -> entries.add(
                        new Entry(Topic.ALERTS, transition.ruleUid(), TransitionRecords.write(transition))));
        output.redelivered()
                .forEach(id -> entries.add(new Entry(Topic.CONTROLS, Control.key(Control.Kind.REDELIVERY, id), null)));
        return entries;
    }

    private <T> void state(
            List<Entry> entries, String prefix, Map<String, Optional<T>> changed, Function<T, byte[]> writer) {
        changed.forEach((id, value) -> {
            byte[] bytes = value.isPresent() ? writer.apply(value.get()) : null;
            entries.add(new Entry(Topic.NOTIFICATION_STATE, prefix + id, bytes, partition));
        });
    }

    @Override
    public void close() {
        PositionedReader open = alerts;
        if (open != null) {
            open.close();
        }
        publisher.close();
    }
}
