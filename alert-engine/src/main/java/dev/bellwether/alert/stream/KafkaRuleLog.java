package dev.bellwether.alert.stream;

import dev.bellwether.alert.engine.RuleLog;
import dev.bellwether.alerting.record.InvalidRecordException;
import dev.bellwether.alerting.record.RuleRecords;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.PositionedReader;
import dev.bellwether.stream.TopicLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic {@code rules}, all of it. A record that is no rule is passed over: what stood there before stays. */
public final class KafkaRuleLog implements RuleLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRuleLog.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);

    private final PositionedReader reader;
    private boolean placed;
    private boolean caughtUp;

    public KafkaRuleLog(KafkaSettings settings, TopicLayout layout) {
        this.reader = new PositionedReader(settings, "alert-engine-rules", Topic.RULES, layout, true);
    }

    @Override
    public List<Change> poll() {
        if (!placed) {
            reader.seekToTime(0);
            placed = true;
        }
        List<Change> changes = new ArrayList<>();
        for (LogRecord record : reader.poll(caughtUp ? Duration.ZERO : FIRST_WAIT)) {
            byte[] value = record.value();
            try {
                changes.add(
                        new Change(record.key(), record.partition(), value == null ? null : RuleRecords.read(value)));
            } catch (InvalidRecordException e) {
                LOG.warn("rule={} partition={} is passed over: {}", record.key(), record.partition(), e.getMessage());
            }
        }
        return changes;
    }

    @Override
    public boolean caughtUp() {
        caughtUp = caughtUp || placed && reader.caughtUp();
        return caughtUp;
    }

    @Override
    public void close() {
        reader.close();
    }
}
