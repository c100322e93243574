package dev.bellwether.operator.reconcile;

import java.time.Duration;
import java.util.Map;

/**
 * How the operator itself reaches a stack's log, and with which settings the stack's processes make topics.
 *
 * @param bootstrapServers {@code host:port} of one or more brokers, separated by commas
 * @param properties further settings of clients under Kafka's names, keys and certificates as PEM among them; must not be
 *     logged
 * @param brokers 1, or 3 for three copies of each record
 * @param samplePartitions partitions of the topics keyed by agent
 * @param rulePartitions partitions of the topics keyed by rule
 * @param samplesRetention how long {@code samples} keeps a batch
 * @param samplesRetentionBytes how many bytes a partition of {@code samples} may hold; −1 for no bound
 */
public record LogAccess(
        String bootstrapServers,
        Map<String, String> properties,
        int brokers,
        int samplePartitions,
        int rulePartitions,
        Duration samplesRetention,
        long samplesRetentionBytes) {
    public LogAccess {
        properties = Map.copyOf(properties);
    }

    /** Without the properties, which hold keys. */
    @Override
    public String toString() {
        return "LogAccess[" + bootstrapServers + ", brokers=" + brokers + "]";
    }
}
