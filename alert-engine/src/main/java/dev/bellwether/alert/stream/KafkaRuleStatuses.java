package dev.bellwether.alert.stream;

import dev.bellwether.alerting.record.InvalidRecordException;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.record.RuleStatusRecords;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.TopicFollower;
import dev.bellwether.stream.TopicLayout;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the topic {@code rule-status}: how the rules of all engines do. Safe for use by many threads. */
public final class KafkaRuleStatuses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRuleStatuses.class);

    private final Map<String, RuleStatus> statuses = new ConcurrentHashMap<>();
    private final TopicFollower follower;

    /** Prepares to follow. */
    public KafkaRuleStatuses(KafkaSettings settings, TopicLayout layout) {
        this.follower = new TopicFollower(
                settings,
                "alert-engine-statuses",
                Topic.RULE_STATUS,
                layout.partitions(Topic.RULE_STATUS),
                true,
                this::take);
    }

    /** Starts to follow. */
    public void start() {
        follower.start();
    }

    private void take(LogRecord record) {
        byte[] value = record.value();
        if (value == null) {
            statuses.remove(record.key());
            return;
        }
        try {
            statuses.put(record.key(), RuleStatusRecords.read(value));
        } catch (InvalidRecordException e) {
            LOG.warn("status of rule={} is passed over: {}", record.key(), e.getMessage());
        }
    }

    /**
     * Up to where every rule in force was evaluated, as its engine has told at most some ten seconds ago; {@link Instant#MIN}
     * where none is in force.
     */
    public Instant evaluatedThrough() {
        return statuses.values().stream()
                .filter(status -> status.generation() > 0)
                .map(status -> Instant.ofEpochMilli(status.evaluatedThroughMillis()))
                .min(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    @Override
    public void close() {
        follower.close();
    }
}
