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
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.PositionedReader;
import dev.bellwether.stream.TopicLayout;
import dev.bellwether.stream.TransactionalPublisher;
import dev.bellwether.stream.TransactionalPublisher.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
        Map<String, RuleState> all = new HashMap<>();
        try (PositionedReader reader =
                new PositionedReader(settings, "alert-engine-look", Topic.ALERT_STATE, layout, true)) {
            states(reader).values().forEach(all::putAll);
        }
        return all;
    }

    /** The dead owners are fenced side by side, for each takes a tenth of a second. */
    @Override
    public Map<Integer, Map<String, RuleState>> takeOver(Set<Integer> partitions) {
        partitions.forEach(this::release);
        Map<Integer, Future<TransactionalPublisher>> opened = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int partition : partitions) {
                opened.put(partition, threads.submit(() -> open(partition)));
            }
        }
        opened.forEach((partition, publisher) -> publishers.put(partition, opened(publisher)));
        Map<Integer, Map<String, RuleState>> found = new TreeMap<>();
        partitions.forEach(partition -> found.put(partition, new HashMap<>()));
        try (PositionedReader reader = new PositionedReader(
                settings, "alert-engine-state", Topic.ALERT_STATE, List.copyOf(partitions), true)) {
            found.putAll(states(reader));
        }
        return found;
    }

    private TransactionalPublisher open(int partition) {
        return new TransactionalPublisher(settings, "alert-engine-" + partition, layout);
    }

    private static TransactionalPublisher opened(Future<TransactionalPublisher> publisher) {
        try {
            return publisher.get();
        } catch (ExecutionException e) {
            throw new LogUnavailableException("a partition cannot be taken over: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("taking partitions over was interrupted", e);
        }
    }

    private static Map<Integer, Map<String, RuleState>> states(PositionedReader reader) {
        Map<Integer, Map<String, RuleState>> states = new TreeMap<>();
        reader.seekToTime(0);
        while (!reader.caughtUp()) {
            // Short, for the end of a transaction moves the position but is no record.
            for (LogRecord record : reader.poll(Duration.ofMillis(10))) {
                Map<String, RuleState> ofPartition = states.computeIfAbsent(record.partition(), any -> new HashMap<>());
                byte[] value = record.value();
                if (value == null) {
                    ofPartition.remove(record.key());
                } else {
                    ofPartition.put(record.key(), StateRecords.read(value));
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
