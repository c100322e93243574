package dev.bellwether.alert.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.bellwether.alert.engine.AlertEngine;
import dev.bellwether.alert.engine.AlertService;
import dev.bellwether.alert.engine.EngineConfig;
import dev.bellwether.alert.engine.EnginePorts;
import dev.bellwether.alert.engine.Resolutions;
import dev.bellwether.alert.notify.ReceiverFactory;
import dev.bellwether.alert.notify.http.AddressPolicy;
import dev.bellwether.alert.notify.stage.NotifyService;
import dev.bellwether.alerting.manifest.ManifestDirectory;
import dev.bellwether.alerting.rules.TemplateTexts;
import dev.bellwether.alerting.stream.KafkaControls;
import dev.bellwether.alerting.stream.RulePublisher;
import dev.bellwether.broker.BrokerConfig;
import dev.bellwether.broker.EmbeddedBroker;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
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
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicLayout;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a batch in a real log to a webhook that is really called. */
class AlertServiceTest {
    private static final TopicSettings TOPICS = new TopicSettings(1, 2, 2, Duration.ofHours(1), -1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SeriesBlock BLOCK =
            new SeriesBlock(List.of(new SeriesDescriptor(Labels.of("__name__", "node_load1"), MetricMetadata.UNKNOWN)));

    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger answer = new AtomicInteger(204);
    private final Clock clock = Clock.systemUTC();

    @TempDir
    private Path directory = Path.of("");

    private EmbeddedBroker broker;
    private HttpServer webhook;
    private KafkaSettings kafka;
    private TopicLayout layout;
    private SeriesBlockLog blocks;
    private LogPublisher publisher;
    private KafkaControls controls;
    private long sequence;

    @SuppressWarnings("NullAway.Init") // Filled before each test.
    AlertServiceTest() {}

    @BeforeEach
    void startBrokerAndWebhook() throws IOException {
        broker = EmbeddedBroker.start(BrokerConfig.local(directory.resolve("kafka")));
        kafka = KafkaSettings.plain(broker.bootstrapServers());
        try (TopicAdministration administration = new TopicAdministration(kafka, PATIENCE)) {
            layout = administration.ensure(Arrays.asList(Topic.values()), TOPICS);
        }
        blocks = new SeriesBlockLog(kafka, "test", layout, TOPICS, SeriesBlockLog.DEFAULT_CACHED_SERIES, clock);
        blocks.start();
        publisher = new LogPublisher(kafka, "test", layout);
        controls = new KafkaControls(kafka, layout, publisher);
        controls.start();
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = answer.get();
            if (status == 204) {
                received.add(exchange.getRequestHeaders().getFirst("Idempotency-Key") + " " + body);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        webhook.start();
        Files.createDirectories(directory.resolve("manifests"));
        manifest("notifier.yaml", """
                apiVersion: bellwether.dev/v1alpha1
                kind: Notifier
                metadata: {name: hook}
                spec: {groupInterval: 0s, webhook: {url: 'http://127.0.0.1:%d/'}}
                """.formatted(webhook.getAddress().getPort()));
        manifest("rule.yaml", rule("node_load1 > 4"));
    }

    @AfterEach
    void stop() {
        webhook.stop(0);
        controls.close();
        publisher.close();
        blocks.close();
        broker.close();
    }

    @Test
    void anAlertArrivesOnceAndItsEndArrivesToo() throws Exception {
        try (AlertService service = start()) {
            awaitFilled(service);
            publish(9);
            await(1);
            publish(9);
            publish(1);
            await(2);
        }
        assertThat(received.get(0)).contains("\"status\":\"firing\"").contains("\"alertname\":\"HighLoad\"");
        assertThat(received.get(1)).contains("\"status\":\"resolved\"");
    }

    @Test
    void aFeedThatNobodyHasPlacedGivesWhatComesFromThenOn() throws Exception {
        publish(1);
        try (KafkaSampleFeed feed = new KafkaSampleFeed(kafka, layout, blocks)) {
            // when
            assertThat(feed.poll(Duration.ofMillis(10))).isEmpty();
            assertThat(feed.caughtUp()).isTrue();
            publish(9);

            // then
            List<Long> sequences = new ArrayList<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (sequences.isEmpty() && System.nanoTime() < deadline) {
                feed.poll(Duration.ofMillis(100))
                        .forEach(arrival ->
                                sequences.add(arrival.batch().identity().sequence()));
            }
            assertThat(sequences).containsExactly(sequence);
        }
    }

    @Test
    void aRestartRepeatsNothing() throws Exception {
        try (AlertService service = start()) {
            awaitFilled(service);
            publish(9);
            await(1);
        }
        try (AlertService service = start()) {
            awaitFilled(service);
            publish(9);
            publish(1);
            await(2);
        }
        assertThat(received).hasSize(2);
        assertThat(received.get(1)).contains("\"status\":\"resolved\"");
    }

    @Test
    void aReceiverThatFailsGetsItLaterWithTheSameIdentity() throws Exception {
        answer.set(503);
        try (AlertService service = start()) {
            awaitFilled(service);
            publish(9);
            awaitFiring(service);
        }
        answer.set(204);
        try (AlertService service = start()) {
            await(1);
        }
        assertThat(received).hasSize(1);
    }

    @Test
    void aChangedManifestIsInForceAndABrokenOneLeavesTheOldRule() throws Exception {
        try (AlertService service = start()) {
            awaitFilled(service);
            manifest("rule.yaml", "apiVersion: [");
            until(() -> !service.errors().isEmpty());
            publish(9);
            await(1);

            manifest("rule.yaml", rule("node_load1 > 100"));
            publish(9);
            await(2);
        }
        assertThat(received.get(1)).contains("\"status\":\"resolved\"");
    }

    private AlertService start() {
        AlertService service = new AlertService(
                new ManifestDirectory(directory.resolve("manifests")),
                new RulePublisher(kafka, layout, publisher, "manifests")::publish,
                () -> new AlertEngine(
                        EngineConfig.of("test"),
                        new EnginePorts(
                                new KafkaRuleLog(kafka, layout),
                                new KafkaOwnership(kafka),
                                new KafkaStateLog(kafka, layout),
                                () -> new KafkaSampleFeed(kafka, layout, blocks),
                                new KafkaSampleSink(publisher, "", clock),
                                Resolutions.NONE,
                                null),
                        new QueryEngine(QueryOptions.DEFAULT),
                        series -> new TemplateTexts(
                                new QueryEngine(QueryOptions.DEFAULT), series, Labels.EMPTY, "http://here"),
                        new SimpleMeterRegistry(),
                        clock),
                new NotifyService(
                        KafkaNotify.ports(
                                kafka,
                                layout,
                                controls,
                                new ReceiverFactory(AddressPolicy.STANDALONE, clock)::create,
                                notifier -> () -> {}),
                        new SimpleMeterRegistry(),
                        clock,
                        ""));
        service.start();
        return service;
    }

    private static String rule(String expression) {
        return """
                apiVersion: bellwether.dev/v1alpha1
                kind: AlertRule
                metadata: {name: HighLoad}
                spec: {expr: '%s'}
                """.formatted(expression);
    }

    private void manifest(String name, String text) throws IOException {
        Files.writeString(directory.resolve("manifests").resolve(name), text);
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

    private static void awaitFilled(AlertService service) throws InterruptedException {
        until(() -> service.status().size() == 1 && service.status().getFirst().filled());
    }

    private static void awaitFiring(AlertService service) throws InterruptedException {
        until(() -> !service.status().isEmpty()
                && !service.status().getFirst().alerts().isEmpty());
    }

    private void await(int count) throws InterruptedException {
        until(() -> received.size() >= count);
        assertThat(received).hasSize(count);
    }

    private interface Condition {
        boolean holds();
    }

    private static void until(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("still waiting after " + PATIENCE).isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
