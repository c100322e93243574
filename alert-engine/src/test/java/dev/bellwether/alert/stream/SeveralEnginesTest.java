package dev.bellwether.alert.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.engine.AlertEngine;
import dev.bellwether.alert.engine.EngineConfig;
import dev.bellwether.alert.engine.EnginePorts;
import dev.bellwether.alert.engine.Resolutions;
import dev.bellwether.alert.engine.RuleView;
import dev.bellwether.alerting.record.TransitionRecords;
import dev.bellwether.alerting.rules.RuleTexts;
import dev.bellwether.alerting.stream.RulePublisher;
import dev.bellwether.broker.BrokerConfig;
import dev.bellwether.broker.EmbeddedBroker;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.model.alert.RuleSchedule;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryOptions;
import dev.bellwether.protocol.codec.BatchEncoder;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.PositionedReader;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicLayout;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three engines over a real log; one of them dies without a word. */
class SeveralEnginesTest {
    private static final TopicSettings TOPICS = new TopicSettings(1, 2, 6, Duration.ofHours(1), -1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RULES = 18;
    private static final SeriesBlock BLOCK =
            new SeriesBlock(List.of(new SeriesDescriptor(Labels.of("__name__", "node_load1"), MetricMetadata.UNKNOWN)));

    private final Clock clock = Clock.systemUTC();
    private final List<Running> engines = new ArrayList<>();
    private final List<Running> dead = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    private EmbeddedBroker broker;
    private KafkaSettings kafka;
    private TopicLayout layout;
    private SeriesBlockLog blocks;
    private LogPublisher publisher;
    private long sequence;

    @SuppressWarnings("NullAway.Init") // Filled before each test.
    SeveralEnginesTest() {}

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBroker.start(BrokerConfig.local(directory.resolve("kafka")));
        kafka = KafkaSettings.plain(broker.bootstrapServers());
        try (TopicAdministration administration = new TopicAdministration(kafka, PATIENCE)) {
            layout = administration.ensure(Arrays.asList(Topic.values()), TOPICS);
        }
        blocks = new SeriesBlockLog(kafka, "test", layout, TOPICS, SeriesBlockLog.DEFAULT_CACHED_SERIES, clock);
        blocks.start();
        publisher = new LogPublisher(kafka, "test", layout);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Running engine : engines) {
            engine.stop();
        }
        dead.forEach(engine -> engine.engine.close());
        publisher.close();
        blocks.close();
        broker.close();
    }

    @Test
    void theOthersGoOnWhereADeadEngineStopped() throws InterruptedException {
        // given
        new RulePublisher(kafka, layout, publisher, "test").publish(rules(), List.of());
        for (String name : List.of("one", "two", "three")) {
            engines.add(new Running(name));
        }
        until(() -> engines.stream().allMatch(engine -> !engine.owned().isEmpty()) && allOwnedOnce());
        publish(9);
        until(() -> fired("Now").size() == RULES / 2);
        publish(9);
        Running victim = engines.getFirst();
        Set<String> orphans = victim.owned();
        long waitedSince = fired("Now").getFirst().alert().activeAtMillis();

        // when
        victim.die();
        engines.remove(victim);
        dead.add(victim);

        // then
        until(() -> {
            publish(9);
            return allOwnedOnce() && fired("Later").size() == RULES / 2;
        });
        assertThat(fired("Later"))
                .allSatisfy(transition ->
                        assertThat(transition.alert().activeAtMillis()).isEqualTo(waitedSince));
        assertThat(orphans).isNotEmpty();
        publish(1);
        until(() -> transitions().size() >= 2 * RULES);
        assertThat(transitions()).extracting(AlertTransition::id).doesNotHaveDuplicates();
        assertThat(transitions())
                .filteredOn(transition -> transition.alert().state() == AlertState.RESOLVED)
                .hasSize(RULES);
    }

    @Test
    void anEngineThatLeavesInOrderIsReplacedAndNothingIsAnnouncedAgain() throws InterruptedException {
        new RulePublisher(kafka, layout, publisher, "test").publish(rules(), List.of());
        engines.add(new Running("one"));
        until(this::allOwnedOnce);
        publish(9);
        until(() -> fired("Now").size() == RULES / 2);

        engines.add(new Running("two"));
        until(() -> engines.stream().allMatch(engine -> !engine.owned().isEmpty()) && allOwnedOnce());
        engines.removeFirst().stop();
        until(this::allOwnedOnce);
        publish(9);
        publish(1);
        until(() -> transitions().size() >= RULES);

        assertThat(fired("Now")).hasSize(RULES / 2);
        assertThat(transitions()).extracting(AlertTransition::id).doesNotHaveDuplicates();
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            String name = (i % 2 == 0 ? "Now" : "Later") + i;
            String expression = i % 4 < 2 ? "node_load1 > 4" : "sum by (instance) (node_load1) > 4";
            rules.add(new AlertRule(
                    "default/" + name,
                    name,
                    expression,
                    RuleSchedule.alone("default/" + name),
                    Duration.ofSeconds(i % 2 == 0 ? 0 : 8),
                    Duration.ZERO,
                    AlertRule.NoData.KeepState,
                    AlertRule.Mode.Active,
                    Labels.EMPTY,
                    Map.of()));
        }
        return rules;
    }

    private boolean allOwnedOnce() {
        Map<String, Integer> owners = new HashMap<>();
        engines.forEach(engine -> engine.owned().forEach(uid -> owners.merge(uid, 1, Integer::sum)));
        return owners.size() == RULES && owners.values().stream().allMatch(count -> count == 1);
    }

    private List<AlertTransition> fired(String prefix) {
        return transitions().stream()
                .filter(transition -> transition.alert().state() == AlertState.FIRING
                        && transition.ruleName().startsWith(prefix))
                .toList();
    }

    private List<AlertTransition> transitions() {
        List<AlertTransition> found = new ArrayList<>();
        try (PositionedReader reader = new PositionedReader(kafka, "test", Topic.ALERTS, layout, true)) {
            reader.seekToTime(0);
            while (!reader.caughtUp()) {
                reader.poll(Duration.ofMillis(100))
                        .forEach(record -> found.add(TransitionRecords.read(Objects.requireNonNull(record.value()))));
            }
        }
        return found;
    }

    private void publish(double value) {
        SampleBatch batch = new SampleBatch(
                new BatchIdentity("a", 1, ++sequence),
                Labels.of("instance", "a"),
                Labels.EMPTY,
                List.of(new Section(BLOCK, new Values.Frame(clock.millis(), new double[] {value}))),
                List.of());
        publisher
                .publish(Topic.SAMPLES, "a", BatchEncoder.encodeSingleUse(batch), Map.of())
                .join();
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private static void until(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("still waiting after " + PATIENCE).isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    /** An engine on a thread of its own. */
    private final class Running {
        private final KafkaOwnership ownership = new KafkaOwnership(kafka);
        private final AlertEngine engine;
        private final Thread thread;
        private volatile boolean stopped;

        Running(String name) {
            engine = new AlertEngine(
                    EngineConfig.of(name),
                    new EnginePorts(
                            new KafkaRuleLog(kafka, layout),
                            ownership,
                            new KafkaStateLog(kafka, layout),
                            () -> new KafkaSampleFeed(kafka, layout, blocks),
                            new KafkaSampleSink(publisher, "", clock),
                            Resolutions.NONE,
                            null),
                    new QueryEngine(QueryOptions.DEFAULT),
                    windows -> RuleTexts.PLAIN,
                    new SimpleMeterRegistry(),
                    clock);
            thread = Thread.ofPlatform().name("engine-" + name).start(() -> {
                while (!stopped) {
                    engine.step();
                }
            });
        }

        /** The rules that are its own and whose windows are filled. */
        Set<String> owned() {
            return engine.views().stream()
                    .filter(RuleView::filled)
                    .map(view -> view.published().rule().uid())
                    .collect(Collectors.toSet());
        }

        /** Ends in the middle of its work: nothing is closed, nobody is told. */
        void die() throws InterruptedException {
            stopped = true;
            thread.join();
            ownership.abandon();
        }

        void stop() throws InterruptedException {
            stopped = true;
            thread.join();
            engine.close();
        }
    }
}
