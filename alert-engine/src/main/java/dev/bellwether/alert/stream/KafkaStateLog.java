package dev.bellwether.alert.stream;

import dev.bellwether.alert.engine.StateLog;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.record.RuleStatusRecords;
import dev.bellwether.alerting.record.StateRecords;
import dev.bellwether.alerting.record.TransitionRecords;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.PositionedReader;
import dev.bellwether.stream.TopicLayout;
import dev.bellwether.stream.TransactionalPublisher;
import dev.bellwether.stream.TransactionalPublisher.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * States in {@code alert-state}, transitions in {@code alerts}, statuses in {@code rule-status}: one transaction per partition,
 * under the transactional id {@code alert-engine-<partition>}.
 */
public final class KafkaStateLog implements StateLog {
    private final KafkaSettings settings;
    private final TopicLayout layout;
    private final Map<Integer, TransactionalPublisher> publishers = new HashMap<>();

    public KafkaStateLog(KafkaSettings settings, TopicLayout layout) {
        this.settings = settings;
        this.layout = layout;
    }

    @Override
    public Map<String, RuleState> look() {
        try (PositionedReader reader =
                new PositionedReader(settings, "alert-engine-look", Topic.ALERT_STATE, layout, true)) {
            return states(reader);
        }
    }

    @Override
    public Map<String, RuleState> takeOver(int partition) {
        release(partition);
        publishers.put(partition, new TransactionalPublisher(settings, "alert-engine-" + partition, layout));
        try (PositionedReader reader = new PositionedReader(
                settings, "alert-engine-state-" + partition, Topic.ALERT_STATE, List.of(partition), true)) {
            return states(reader);
        }
    }

    private static Map<String, RuleState> states(PositionedReader reader) {
        Map<String, RuleState> states = new HashMap<>();
        reader.seekToTime(0);
        while (!reader.caughtUp()) {
            for (LogRecord record : reader.poll(Duration.ofMillis(200))) {
                byte[] value = record.value();
                if (value == null) {
                    states.remove(record.key());
                } else {
                    states.put(record.key(), StateRecords.read(value));
                }
            }
        }
        return states;
    }

    @Override
    public void release(int partition) {
        TransactionalPublisher publisher = publishers.remove(partition);
        if (publisher != null) {
            publisher.close();
        }
    }

    @Override
    public void write(int partition, List<Update> updates) {
        TransactionalPublisher publisher = publishers.get(partition);
        if (publisher == null) {
            throw new IllegalStateException("partition " + partition + " was not taken over");
        }
        List<Entry> entries = new ArrayList<>(updates.size());
        for (Update update : updates) {
            add(entries, partition, update);
        }
        try {
            publisher.append(entries);
        } catch (TransactionalPublisher.FencedException e) {
            throw new FencedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void add(List<Entry> entries, int partition, Update update) {
        String uid = update.ruleUid();
        RuleState state = update.state();
        RuleStatus status = update.status();
        boolean ended = RuleState.NEW.equals(state);
        if (state != null) {
            entries.add(new Entry(Topic.ALERT_STATE, uid, ended ? null : StateRecords.write(state), partition));
        }
        for (AlertTransition transition : update.transitions()) {
            entries.add(new Entry(Topic.ALERTS, uid, TransitionRecords.write(transition), partition));
        }
        if (status != null || ended) {
            entries.add(new Entry(
                    Topic.RULE_STATUS, uid, status == null ? null : RuleStatusRecords.write(status), partition));
        }
    }

    @Override
    public void close() {
        publishers.values().forEach(TransactionalPublisher::close);
        publishers.clear();
    }
}
