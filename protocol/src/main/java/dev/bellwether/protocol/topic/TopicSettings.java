package dev.bellwether.protocol.topic;

import java.time.Duration;

/**
 * What decides over the topics' settings.
 *
 * @param brokers how many brokers there are: 1, or 3 and more
 * @param samplePartitions partitions of {@code samples} and {@code series-blocks}, fixed at creation
 * @param rulePartitions partitions of the topics keyed by rule, fixed at creation
 * @param samplesRetention how long {@code samples} keeps a batch, at least a minute
 * @param samplesRetentionBytes how many bytes a partition of {@code samples} may hold; −1 for no bound
 */
public record TopicSettings(
        int brokers, int samplePartitions, int rulePartitions, Duration samplesRetention, long samplesRetentionBytes) {
    /** One broker on one machine: four partitions, 24 hours or 4 GiB each. */
    public static final TopicSettings STANDALONE = new TopicSettings(1, 4, 4, Duration.ofHours(24), 4L << 30);

    public TopicSettings {
        if (brokers < 1 || samplePartitions < 1 || rulePartitions < 1) {
            throw new IllegalArgumentException("brokers is " + brokers + ", samplePartitions " + samplePartitions
                    + ", rulePartitions " + rulePartitions + "; each must be at least 1");
        }
        if (samplesRetention.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("samplesRetention is " + samplesRetention + ", at least PT1M is needed");
        }
    }
}
