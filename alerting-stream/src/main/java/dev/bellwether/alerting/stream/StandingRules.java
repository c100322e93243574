package dev.bellwether.alerting.stream;

import dev.bellwether.alerting.record.InvalidRecordException;
import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleRecords;
import dev.bellwether.stream.LogRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in the topic {@code rules}, for whoever reads the topic from its beginning: hand it every record. A record that is
 * damaged leaves what was known under its key. Safe for use by many threads.
 */
public final class StandingRules {
    private static final Logger LOG = LoggerFactory.getLogger(StandingRules.class);

    private final Map<String, Standing> rules = new HashMap<>();

    /**
     * A rule as it stands in the log.
     *
     * @param partition where it stands: that of its group, which can change
     */
    public record Standing(PublishedRule rule, int partition) {}

    /** Takes a record of the topic. */
    public synchronized void accept(LogRecord record) {
        byte[] value = record.value();
        if (value == null) {
            Standing known = rules.get(record.key());
            if (known != null && known.partition() == record.partition()) {
                rules.remove(record.key());
            }
            return;
        }
        try {
            rules.put(record.key(), new Standing(RuleRecords.read(value), record.partition()));
        } catch (InvalidRecordException e) {
            LOG.warn("rule={} in the log is passed over: {}", record.key(), e.getMessage());
        }
    }

    /** Forgets everything, for whoever reads the topic from its beginning once more. */
    synchronized void clear() {
        rules.clear();
    }

    /** One rule. */
    public synchronized Optional<Standing> find(String uid) {
        return Optional.ofNullable(rules.get(uid));
    }

    /** All rules of an origin, by uid; a copy. */
    public synchronized Map<String, Standing> of(String origin) {
        Map<String, Standing> found = new HashMap<>();
        rules.forEach((uid, standing) -> {
            if (standing.rule().origin().equals(origin)) {
                found.put(uid, standing);
            }
        });
        return found;
    }
}
