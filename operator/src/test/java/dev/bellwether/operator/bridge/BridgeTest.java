package dev.bellwether.operator.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.record.ControlView;
import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleRecords;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.record.RuleStatusRecords;
import dev.bellwether.alerting.record.StateRecords;
import dev.bellwether.alerting.secret.ReceiverSecrets;
import dev.bellwether.alerting.secret.SealingKeys;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.alerting.stream.AlertingTopics;
import dev.bellwether.broker.BrokerConfig;
import dev.bellwether.broker.EmbeddedBroker;
import dev.bellwether.crds.alert.Alert;
import dev.bellwether.crds.alert.AlertStatus;
import dev.bellwether.crds.rule.AlertRule;
import dev.bellwether.crds.rule.AlertRuleStatus;
import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.crds.testing.WithApiServer;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.model.alert.SecretSource;
import dev.bellwether.operator.bridge.kubernetes.KubernetesCluster;
import dev.bellwether.operator.bridge.stream.KafkaBridgeLog;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicLayout;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real API server and a real log. What the engine says is written by the test. */
@WithApiServer
class BridgeTest {
    private static final TopicSettings TOPICS = new TopicSettings(1, 2, 3, Duration.ofHours(1), -1);
    private static final long PATIENCE_MILLIS = 60_000;
    private static final SealingKeys KEYS = SealingKeys.generate();

    private final List<Bridge> bridges = new ArrayList<>();
    private final Map<String, PublishedRule> rules = new ConcurrentHashMap<>();
    private final Map<String, Long> arrivedNanos = new ConcurrentHashMap<>();
    private final List<String> tombstones = new CopyOnWriteArrayList<>();
    private final ControlView controls = new ControlView();
    private final List<String> controlTexts = new CopyOnWriteArrayList<>();
    private final KubernetesClient client;

    @TempDir
    private Path directory = Path.of("");

    private EmbeddedBroker broker;
    private KafkaSettings kafka;
    private TopicLayout layout;
    private LogPublisher publisher;
    private AlertingTopics topics;

    @SuppressWarnings("NullAway.Init") // Filled before each test.
    BridgeTest(ApiServer server) {
        this.client = server.client();
    }

    @BeforeEach
    void startLog() {
        broker = EmbeddedBroker.start(BrokerConfig.local(directory.resolve("kafka")));
        kafka = KafkaSettings.plain(broker.bootstrapServers());
        try (TopicAdministration administration = new TopicAdministration(kafka, Duration.ofSeconds(60))) {
            layout = administration.ensure(Arrays.asList(Topic.values()), TOPICS);
        }
        publisher = new LogPublisher(kafka, "test", layout);
        topics = new AlertingTopics(kafka, layout, "test")
                .follow(Topic.RULES, record -> {
                    byte[] value = record.value();
                    if (value == null) {
                        rules.remove(record.key());
                        tombstones.add(record.key());
                    } else {
                        PublishedRule rule = RuleRecords.read(value);
                        rules.put(record.key(), rule);
                        arrivedNanos.put(record.key() + "@" + rule.generation(), System.nanoTime());
                    }
                })
                .follow(Topic.CONTROLS, record -> {
                    controls.accept(record.key(), record.value());
                    byte[] value = record.value();
                    if (value == null) {
                        tombstones.add(record.key());
                    } else {
                        controlTexts.add(new String(value, StandardCharsets.UTF_8));
                    }
                });
        topics.start();
    }

    @AfterEach
    void stop() {
        bridges.forEach(Bridge::close);
        topics.close();
        publisher.close();
        broker.close();
        for (String namespace : List.of("shop", "bank")) {
            for (ObjectKind kind : List.of(
                    ObjectKind.ALERT_RULE, ObjectKind.NOTIFIER, ObjectKind.SILENCE, ObjectKind.ALERT)) {
                client.genericKubernetesResources(kind.apiVersion(), kind.kind())
                        .inNamespace(namespace)
                        .delete();
            }
        }
    }

    @Test
    void aRuleIsInForceAndItsStatusProvesItAndATypoHurtsItselfAlone() {
        // given
        start(settings());
        applyRule("high", "{expr: load > 5}");
        applyRule("typo", "{expr: 'load >> 5'}");
        long applied = System.nanoTime();
        applyRule("late", "{expr: load > 6}");

        // then
        until(() -> rules.containsKey("shop/late"));
        System.out.printf(
                "from kubectl apply's answer to the record: %d ms%n",
                (Objects.requireNonNull(arrivedNanos.get("shop/late@1")) - applied) / 1_000_000);
        assertThat(rules).containsOnlyKeys("shop/high", "shop/late");
        until(() -> reason("typo").equals("Invalid"));
        AlertRuleStatus typo = Objects.requireNonNull(status("typo"));
        assertThat(Objects.requireNonNull(typo.error()).column()).isEqualTo(7);
        until(() -> reason("high").equals("WaitingForEngine"));

        // when
        engine("shop/high", 1, RuleStatus.State.Firing, 2);

        // then
        until(() -> reason("high").equals("InForce"));
        AlertRuleStatus status = Objects.requireNonNull(status("high"));
        assertThat(Objects.requireNonNull(status.inForce()).generation()).isEqualTo(1);
        assertThat(status.firing()).isEqualTo(2);
        System.out.println("in force after " + status.inForce().after());

        // when
        applyRule("high", "{expr: load > 7}");

        // then
        until(() -> rules.get("shop/high") != null
                && rules.get("shop/high").rule().expression().equals("load > 7"));
        engine("shop/high", 2, RuleStatus.State.Inactive, 0);
        until(() -> Objects.equals(
                2L, Objects.requireNonNull(status("high")).inForce() == null
                        ? null
                        : Objects.requireNonNull(status("high")).inForce().generation()));

        // when
        client.resources(AlertRule.class).inNamespace("shop").withName("late").delete();

        // then
        until(() -> !rules.containsKey("shop/late"));
    }

    @Test
    void anAlertBecomesAnObjectIsAcknowledgedResolvesAndIsCollected() {
        // given
        start(settings(false, Duration.ofSeconds(2)));
        applyRule("high", "{expr: load > 5, annotations: {summary: too much}}");
        until(() -> rules.containsKey("shop/high"));

        // when
        alertState("shop/high", firing("a"));

        // then
        until(() -> alerts().size() == 1);
        until(() -> condition("Firing").equals("True"));
        Alert alert = alerts().getFirst();
        assertThat(alert.getMetadata().getName()).startsWith("high-");
        assertThat(alert.getStatus().severity()).isEqualTo("page");

        // when
        client.resource(alert).edit(found -> {
            found.getMetadata()
                    .getAnnotations()
                    .putAll(Map.of("bellwether.dev/acknowledge", "true", "bellwether.dev/acknowledged-by", "ann"));
            return found;
        });

        // then
        until(() -> condition("Acknowledged").equals("True"));
        assertThat(controls.current().acknowledgements()).hasSize(1);
        assertThat(controls.current().acknowledgements().getFirst().by()).isEqualTo("ann");

        // when
        alertState("shop/high");

        // then
        until(() -> condition("Resolved").equals("True") || alerts().isEmpty());
        until(() -> alerts().isEmpty());
        until(() -> controls.current().acknowledgements().isEmpty());
    }

    @Test
    void aNotifiersSecretIsSealedAndFollowsItsSecret() {
        // given
        start(settings());
        apply("Notifier", "chat", "{webhook: {urlFrom: {secretKeyRef: {name: chat, key: url}}}}");
        until(() -> "SecretMissing".equals(readyReason(ObjectKind.NOTIFIER, "chat")));

        // when
        secret("https://chat.example/s3cret");

        // then
        until(() -> url().equals("https://chat.example/s3cret"));
        until(() -> "InForce".equals(readyReason(ObjectKind.NOTIFIER, "chat")));

        // when
        secret("https://chat.example/0ther");

        // then
        until(() -> url().equals("https://chat.example/0ther"));
        assertThat(controlTexts).noneMatch(text -> text.contains("s3cret") || text.contains("0ther"));
        client.secrets().inNamespace("shop").withName("chat").delete();
    }

    @Test
    void twoBridgesAndARestartWriteNothingTwice() {
        // given
        start(settings());
        for (int i = 0; i < 12; i++) {
            applyRule("r" + i, "{expr: load > " + i + "}");
        }
        until(() -> rules.size() == 12);

        // when
        Bridge second = start(settings());
        until(() -> second.status().ready() && second.status().rules().selected() == 12);
        applyRule("r0", "{expr: load > 100}");
        until(() -> rules.get("shop/r0").rule().expression().equals("load > 100"));

        // then
        assertThat(rules.values()).filteredOn(rule -> rule.generation() > 1).hasSizeLessThanOrEqualTo(1);
        assertThat(tombstones).isEmpty();
    }

    @Test
    void whenTooMuchWouldGoAtOnceItIsHeldBackUntilThatIsConfirmed() {
        // given
        Bridge bridge = start(settings());
        for (int i = 0; i < 15; i++) {
            applyRule("r" + i, "{expr: load > " + i + "}");
        }
        until(() -> rules.size() == 15);

        // when
        client.resources(AlertRule.class).inNamespace("shop").delete();

        // then
        until(() -> bridge.status().held() != null);
        assertThat(rules).hasSizeGreaterThanOrEqualTo(5);
        String confirmation = Objects.requireNonNull(bridge.status().held()).confirmation();

        // when
        bridge.update(settings(false, Duration.ofHours(1), confirmation));

        // then
        until(rules::isEmpty);
        until(() -> bridge.status().held() == null);
    }

    @Test
    void whatWasDeletedWhileNobodyLookedGoesAndForeignRulesStay() {
        // given
        put("kubernetes", "shop/old");
        put("manifests", "shop/theirs");
        until(() -> rules.size() == 2);

        // when
        start(settings());

        // then
        until(() -> !rules.containsKey("shop/old"));
        applyRule("theirs", "{expr: load > 1}");
        until(() -> reason("theirs").equals("NameTaken"));
        assertThat(Objects.requireNonNull(rules.get("shop/theirs")).origin()).isEqualTo("manifests");
    }

    @Test
    void namespacesSeeThemselvesAlone() {
        // given
        start(settings(true, Duration.ofHours(1)));

        // when
        applyRule("high", "{expr: sum(load) > 5}");
        apply("Silence", "quiet", """
                {matchers: ['severity="page"'], startsAt: "2026-01-01T00:00:00Z", endsAt: "2036-01-01T00:00:00Z"}""");

        // then
        until(() -> rules.containsKey("shop/high"));
        assertThat(rules.get("shop/high").rule().expression()).isEqualTo("sum(load{namespace=\"shop\"}) > 5");
        until(() -> controls.current().silences().size() == 1);
        assertThat(controls.current().silences().getFirst().matchers()).hasSize(2);
        until(() -> "InForce".equals(readyReason(ObjectKind.SILENCE, "quiet")));
    }

    @Test
    void testsInARuleAreRun() {
        start(settings());
        applyRule("high", """
                {expr: load > 5, tests: [
                  {name: good, inputSeries: [{series: load, values: "10"}], alerts: [{at: 0s, firing: [{labels: {}}]}]},
                  {name: bad, inputSeries: [{series: load, values: "1"}], alerts: [{at: 0s, firing: [{labels: {}}]}]}]}""");
        until(() -> status("high") != null && Objects.requireNonNull(status("high")).tests() != null);
        AlertRuleStatus.TestResults results =
                Objects.requireNonNull(Objects.requireNonNull(status("high")).tests());
        assertThat(results.passed()).isEqualTo(1);
        assertThat(results.failed()).isEqualTo(1);
        assertThat(results.failures()).first().asString().startsWith("bad: ");
    }

    // ---- what the tests share

    private BridgeSettings settings() {
        return settings(false, Duration.ofHours(1));
    }

    private BridgeSettings settings(boolean enforced, Duration keepResolved) {
        return settings(enforced, keepResolved, "");
    }

    private BridgeSettings settings(boolean enforced, Duration keepResolved, String confirmation) {
        return new BridgeSettings(
                "main",
                "",
                "shop",
                Selection.all("rule"),
                Selection.all("notifier"),
                Selection.all("silence"),
                enforced,
                List.of(),
                1_000,
                keepResolved,
                confirmation,
                KEYS,
                null);
    }

    private Bridge start(BridgeSettings settings) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("shop")
                        .endMetadata()
                        .build())
                .serverSideApply();
        Bridge bridge = new Bridge(
                () -> new KafkaBridgeLog(kafka, TOPICS, settings.stack()),
                new KubernetesCluster(client),
                settings,
                Duration.ofMinutes(10),
                Clock.systemUTC(),
                () -> {});
        bridges.add(bridge);
        bridge.start();
        until(() -> bridge.status().ready());
        return bridge;
    }

    private void applyRule(String name, String spec) {
        apply("AlertRule", name, spec);
    }

    private void apply(String kind, String name, String spec) {
        String manifest = "{apiVersion: bellwether.dev/v1alpha1, kind: " + kind + ", metadata: {name: " + name
                + ", namespace: shop}, spec: " + spec + "}";
        client.resource(manifest).fieldManager("test").forceConflicts().serverSideApply();
    }

    private void secret(String url) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("chat")
                        .withNamespace("shop")
                        .endMetadata()
                        .addToStringData("url", url)
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    private String url() {
        return controls.current().notifiers().stream()
                .map(ReceiverSecrets::inPlace)
                .map(notifier -> notifier.receiver() instanceof dev.bellwether.model.alert.ReceiverSettings.Webhook it
                                && it.url() instanceof SecretSource.Sealed sealed
                        ? KEYS.open(sealed)
                        : "")
                .findFirst()
                .orElse("");
    }

    private @Nullable AlertRuleStatus status(String name) {
        AlertRule rule =
                client.resources(AlertRule.class).inNamespace("shop").withName(name).get();
        return rule == null ? null : rule.getStatus();
    }

    private String reason(String name) {
        AlertRuleStatus status = status(name);
        return status == null || status.conditions().isEmpty()
                ? ""
                : status.conditions().getFirst().getReason();
    }

    private @Nullable String readyReason(ObjectKind kind, String name) {
        var object = client.genericKubernetesResources(kind.apiVersion(), kind.kind())
                .inNamespace("shop")
                .withName(name)
                .get();
        return object == null ? null : object.get("status", "conditions", 0, "reason");
    }

    private List<Alert> alerts() {
        return client.resources(Alert.class).inNamespace("shop").list().getItems();
    }

    private String condition(String type) {
        return alerts().stream()
                .map(Alert::getStatus)
                .filter(Objects::nonNull)
                .map(AlertStatus::conditions)
                .flatMap(List::stream)
                .filter(condition -> condition.getType().equals(type))
                .map(Condition::getStatus)
                .findFirst()
                .orElse("");
    }

    private void engine(String uid, long generation, RuleStatus.State state, int firing) {
        RuleStatus status = new RuleStatus(
                uid,
                generation,
                "engine",
                state,
                0,
                firing,
                DataState.COMPLETE,
                "",
                0,
                0,
                "",
                System.currentTimeMillis(),
                0.001,
                0,
                0);
        var unused = publisher.publish(Topic.RULE_STATUS, uid, RuleStatusRecords.write(status), Map.of());
    }

    private void alertState(String uid, dev.bellwether.model.alert.Alert... some) {
        Map<Labels, dev.bellwether.model.alert.Alert> all = new java.util.LinkedHashMap<>();
        for (dev.bellwether.model.alert.Alert alert : some) {
            all.put(alert.labels(), alert);
        }
        var unused = publisher.publish(
                Topic.ALERT_STATE, uid, StateRecords.write(new RuleState(5_000, all)), Map.of());
    }

    private static dev.bellwether.model.alert.Alert firing(String host) {
        return new dev.bellwether.model.alert.Alert(
                Labels.of("alertname", "high", "host", host, "severity", "page"),
                AlertState.FIRING,
                7,
                1_000,
                2_000,
                0,
                true);
    }

    private void put(String origin, String uid) {
        dev.bellwether.model.alert.Rule rule = new dev.bellwether.model.alert.RecordingRule(
                uid, "r", "up", Labels.EMPTY, dev.bellwether.model.alert.RuleSchedule.alone(uid));
        var unused = publisher.publish(
                Topic.RULES, uid, RuleRecords.write(new PublishedRule(rule, 1, origin)), Map.of());
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it does not come to pass").isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
