package dev.bellwether.alert.stream;

import dev.bellwether.alert.engine.StateLog;
import dev.bellwether.alert.notify.Notification;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.PositionedReader;
import dev.bellwether.stream.TopicLayout;
import dev.bellwether.stream.TransactionalPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * States in {@code alert-state} and transitions in {@code alerts}: one transaction per partition, under the transactional
 * id {@code alert-engine-<partition>}.
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
    public Map<String, RuleState> restore() {
        for (int partition = 0; partition < layout.partitions(Topic.ALERT_STATE); partition++) {
            publishers.put(partition, new TransactionalPublisher(settings, "alert-engine-" + partition, layout));
        }
        Map<String, RuleState> states = new HashMap<>();
        try (PositionedReader reader =
                new PositionedReader(settings, "alert-engine-state", Topic.ALERT_STATE, layout, true)) {
            reader.seekToTime(0);
            while (!reader.caughtUp()) {
                for (LogRecord record : reader.poll(Duration.ofMillis(200))) {
                    byte[] value = record.value();
                    if (value == null) {
                        states.remove(record.key());
                    } else {
                        states.put(record.key(), StateJson.readState(value));
                    }
                }
            }
        }
        return states;
    }

    @Override
    public void write(List<Update> updates) {
        Map<Integer, List<TransactionalPublisher.Entry>> entries = new TreeMap<>();
        for (Update update : updates) {
            List<TransactionalPublisher.Entry> ofPartition = entries.computeIfAbsent(
                    layout.partition(Topic.ALERT_STATE, update.ruleUid()), partition -> new ArrayList<>());
            byte[] state = update.state().equals(RuleState.NEW) ? null : StateJson.write(update.state());
            ofPartition.add(new TransactionalPublisher.Entry(Topic.ALERT_STATE, update.ruleUid(), state));
            for (Notification notification : update.notifications()) {
                ofPartition.add(new TransactionalPublisher.Entry(
                        Topic.ALERTS, update.ruleUid(), StateJson.write(notification)));
            }
        }
        entries.forEach((partition, ofPartition) -> {
            TransactionalPublisher publisher = publishers.get(partition);
            if (publisher == null) {
                throw new IllegalStateException("partition " + partition + " was not taken over by restore");
            }
            try {
                publisher.append(ofPartition);
            } catch (TransactionalPublisher.FencedException e) {
                throw new FencedException(e.getMessage() == null ? "fenced" : e.getMessage(), e);
            }
        });
    }

    @Override
    public void close() {
        publishers.values().forEach(TransactionalPublisher::close);
    }
}
