package dev.bellwether.alerting.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.record.RuleStatusRecords;
import dev.bellwether.broker.BrokerConfig;
import dev.bellwether.broker.EmbeddedBroker;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.model.alert.RuleSchedule;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real log. */
class RuleWriterTest {
    private final StandingRules standing = new StandingRules();
    private final Map<String, RuleStatus> statuses = new ConcurrentHashMap<>();

    @TempDir
    private Path directory = Path.of("");

    private EmbeddedBroker broker;
    private KafkaSettings kafka;
    private TopicLayout layout;
    private LogPublisher publisher;
    private AlertingTopics topics;
    private RuleWriter writer;

    @SuppressWarnings("NullAway.Init") // Filled before each test.
    RuleWriterTest() {}

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBroker.start(BrokerConfig.local(directory.resolve("kafka")));
        kafka = KafkaSettings.plain(broker.bootstrapServers());
        try (TopicAdministration administration = new TopicAdministration(kafka, Duration.ofSeconds(60))) {
            layout = administration.ensure(
                    Arrays.asList(Topic.values()), new TopicSettings(1, 2, 3, Duration.ofHours(1), -1));
        }
        publisher = new LogPublisher(kafka, "test", layout);
        topics = new AlertingTopics(kafka, layout, "test")
                .follow(Topic.RULES, standing::accept)
                .follow(Topic.RULE_STATUS, record -> {
                    byte[] value = record.value();
                    if (value == null) {
                        statuses.remove(record.key());
                    } else {
                        statuses.put(record.key(), RuleStatusRecords.read(value));
                    }
                });
        topics.start();
        writer = new RuleWriter(standing, layout, publisher, "kubernetes");
    }

    @AfterEach
    void stop() {
        topics.close();
        publisher.close();
        broker.close();
    }

    @Test
    void aRuleIsWrittenOnceAndItsChangesHaveTheNextGeneration() {
        // when
        long first = writer.put(rule("a", "up == 0", "a")).generation();
        long again = writer.put(rule("a", "up == 0", "a")).generation();
        settle();
        long later = writer.put(rule("a", "up == 0", "a")).generation();
        long changed = writer.put(rule("a", "up == 1", "a")).generation();
        long back = writer.put(rule("a", "up == 0", "a")).generation();

        // then
        settle();
        assertThat(List.of(first, again, later, changed, back)).containsExactly(1L, 1L, 1L, 2L, 3L);
        assertThat(standing.find("a").orElseThrow().rule().generation()).isEqualTo(3);
    }

    @Test
    void aRuleThatChangesItsGroupStandsOnce() {
        // given
        for (int i = 0; i < 8; i++) {
            // when
            writer.put(rule("a", "up == 0", "group" + i)).durable().join();
            settle();

            // then
            assertThat(standing.find("a").orElseThrow().partition())
                    .isEqualTo(layout.partition(Topic.RULES, "group" + i));
        }
        writer.remove("a").join();
        settle();
        assertThat(standing.find("a")).isEmpty();
    }

    @Test
    void rulesOfOthersStay() {
        // given
        new RuleWriter(standing, layout, publisher, "manifests")
                .put(rule("a", "up == 0", "a"))
                .durable()
                .join();
        settle();

        // when, then
        assertThatThrownBy(() -> writer.put(rule("a", "up == 1", "a")))
                .hasMessage("rule a belongs to manifests and stays as it is");
        writer.remove("a").join();
        settle();
        assertThat(standing.find("a").orElseThrow().rule().rule().expression()).isEqualTo("up == 0");
        assertThat(writer.uids()).isEmpty();
    }

    @Test
    void whatIsInvalidIsToldUntilItIsGoneButNotOverWhatStands() {
        // given
        writer.put(rule("good", "up == 0", "good")).durable().join();

        // when
        writer.tellInvalid("good", "good", "no", 1, 2).join();
        writer.tellInvalid("bad", "bad", "a typo", 3, 4).join();

        // then
        settle();
        assertThat(statuses).containsOnlyKeys("bad");
        assertThat(writer.uids()).containsExactly("bad", "good");

        // when
        writer.remove("bad").join();

        // then
        settle();
        assertThat(statuses).isEmpty();
        assertThat(writer.uids()).containsExactly("good");
    }

    @Test
    void allRulesOfAnOriginBecomeThoseThatAreGiven() {
        // given
        writer.put(rule("theirs", "up == 0", "theirs")).durable().join();
        RulePublisher manifests = new RulePublisher(kafka, layout, publisher, "manifests");
        manifests.publish(List.of(rule("a", "up == 0", "a"), rule("b", "up == 0", "b")), List.of());

        // when
        manifests.publish(List.of(rule("b", "up == 1", "b")), List.of());

        // then
        settle();
        assertThat(standing.of("manifests")).containsOnlyKeys("b");
        assertThat(standing.of("manifests"))
                .hasValueSatisfying(new Condition<>(known -> known.rule().generation() == 2, "generation 2"));
        assertThat(standing.of("kubernetes")).containsOnlyKeys("theirs");
    }

    private void settle() {
        topics.readToEnd().join();
    }

    private static Rule rule(String uid, String expression, String group) {
        return new AlertRule(
                uid,
                "Name",
                expression,
                new RuleSchedule(group, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0),
                Duration.ZERO,
                Duration.ZERO,
                AlertRule.NoData.KeepState,
                AlertRule.Mode.Active,
                Labels.EMPTY,
                Map.of());
    }
}
