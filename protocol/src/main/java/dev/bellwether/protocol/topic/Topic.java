package dev.bellwether.protocol.topic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The topics of the log, with what each needs from the broker. */
public enum Topic {
    /** Batches; key: agent id. */
    SAMPLES("samples"),
    /** Encoded series blocks; key: tenant and block hash. */
    SERIES_BLOCKS("series-blocks"),
    /** What to evaluate; key: rule uid. */
    RULES("rules"),
    /** State and progress of each rule; key: rule uid. */
    ALERT_STATE("alert-state"),
    /** What is in force and how it does; key: rule uid. */
    RULE_STATUS("rule-status"),
    /** Transitions; key: rule uid. */
    ALERTS("alerts"),
    /** Notifiers, silences, acknowledgements; key: object uid. */
    CONTROLS("controls"),
    /** Scrape targets; key: object uid. */
    TARGETS("targets"),
    /** Group timers and what was last sent; key: notifier uid. */
    NOTIFICATION_STATE("notification-state"),
    /** Every decision and delivery; key: notifier uid. */
    NOTIFICATIONS("notifications"),
    /** What can never succeed, with the reason; key: the original one. */
    DEAD_LETTERS("dead-letters");

    private static final Duration DAYS = Duration.ofDays(7);
    private static final Duration WEEKS = Duration.ofDays(28);

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    /** The name in the log. */
    public String topicName() {
        return topicName;
    }

    /** How many partitions the topic is created with. */
    public int partitions(TopicSettings settings) {
        return switch (this) {
            case SAMPLES, SERIES_BLOCKS, DEAD_LETTERS -> settings.samplePartitions();
            default -> settings.rulePartitions();
        };
    }

    /** How many copies each record has. */
    public short replication(TopicSettings settings) {
        return (short) (settings.brokers() >= 3 ? 3 : 1);
    }

    /** The topic's settings, under the broker's names. */
    public Map<String, String> configuration(TopicSettings settings) {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("min.insync.replicas", settings.brokers() >= 3 ? "2" : "1");
        configuration.put("unclean.leader.election.enable", "false");
        // Lateness is judged by when the broker took a batch: a sender's clock must not age the log.
        configuration.put("message.timestamp.type", "LogAppendTime");
        configuration.put("max.message.bytes", String.valueOf(2 * 1024 * 1024));
        switch (this) {
            case SAMPLES -> {
                delete(configuration, settings.samplesRetention());
                configuration.put("retention.bytes", String.valueOf(settings.samplesRetentionBytes()));
            }
            case SERIES_BLOCKS -> {
                delete(configuration, settings.samplesRetention().multipliedBy(2));
                configuration.put("cleanup.policy", "compact,delete");
            }
            case ALERTS, NOTIFICATIONS -> delete(configuration, DAYS);
            case DEAD_LETTERS -> delete(configuration, WEEKS);
            default -> configuration.put("cleanup.policy", "compact");
        }
        boolean mustSurviveTheOnlyBroker = this == SAMPLES || this == SERIES_BLOCKS;
        if (settings.brokers() < 3 && mustSurviveTheOnlyBroker) {
            configuration.put("flush.messages", "1");
        }
        return configuration;
    }

    private static void delete(Map<String, String> configuration, Duration retention) {
        configuration.put("cleanup.policy", "delete");
        configuration.put("retention.ms", String.valueOf(retention.toMillis()));
        configuration.put(
                "segment.ms",
                String.valueOf(Math.max(60_000, retention.dividedBy(8).toMillis())));
    }
}
