package dev.bellwether.protocol.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopicTest {
    private static final TopicSettings THREE = new TopicSettings(3, 12, 6, Duration.ofHours(48), -1);

    @Test
    void aSingleBrokerFlushesWhatMustNotBeLost() {
        assertThat(Topic.SAMPLES.configuration(TopicSettings.STANDALONE)).containsEntry("flush.messages", "1");
        assertThat(Topic.SERIES_BLOCKS.configuration(TopicSettings.STANDALONE)).containsEntry("flush.messages", "1");
        assertThat(Topic.ALERTS.configuration(TopicSettings.STANDALONE)).doesNotContainKey("flush.messages");
    }

    @Test
    void threeBrokersReplicateInstead() {
        assertThat(Topic.SAMPLES.replication(THREE)).isEqualTo((short) 3);
        assertThat(Topic.SAMPLES.configuration(THREE))
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("unclean.leader.election.enable", "false")
                .doesNotContainKey("flush.messages");
    }

    @Test
    void blocksOutliveTheBatchesThatNameThem() {
        assertThat(Topic.SERIES_BLOCKS.configuration(THREE))
                .containsEntry("cleanup.policy", "compact,delete")
                .containsEntry(
                        "retention.ms", String.valueOf(Duration.ofHours(96).toMillis()));
    }

    @Test
    void topicsOfOneRuleHaveAsManyPartitions() {
        assertThat(Topic.RULES.partitions(THREE))
                .isEqualTo(Topic.ALERT_STATE.partitions(THREE))
                .isEqualTo(Topic.ALERTS.partitions(THREE))
                .isEqualTo(6);
    }

    @Test
    void aRetentionBelowAMinuteIsRefused() {
        assertThatThrownBy(() -> new TopicSettings(1, 1, 1, Duration.ofSeconds(1), -1))
                .hasMessageContaining("samplesRetention is PT1S, at least PT1M is needed");
    }
}
