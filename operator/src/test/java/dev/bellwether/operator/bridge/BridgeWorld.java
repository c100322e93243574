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
import io.fabric8.kubernetes.client.KubernetesClientException;
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

/** A log and bridges for tests against a real API server; what the engine says is written by the test. */
final class BridgeWorld implements AutoCloseable {
    private static final TopicSettings TOPICS = new TopicSettings(1, 2, 3, Duration.ofHours(1), -1);
    private static final long PATIENCE_MILLIS = 60_000;
    private static final SealingKeys KEYS = SealingKeys.generate();

    final List<Bridge> bridges = new ArrayList<>();
    final Map<String, PublishedRule> rules = new ConcurrentHashMap<>();
    final Map<String, Long> arrivedNanos = new ConcurrentHashMap<>();
    final List<String> tombstones = new CopyOnWriteArrayList<>();
    final ControlView controls = new ControlView();
    final List<String> controlTexts = new CopyOnWriteArrayList<>();
    private final KubernetesClient client;

    private final EmbeddedBroker broker;
    private final KafkaSettings kafka;
    private final TopicLayout layout;
    private final LogPublisher publisher;
    private final AlertingTopics topics;

    BridgeWorld(KubernetesClient client, Path directory) {
        this.client = client;
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
                        arrivedNanos.put(record.key() + "@" + rule.generation(), System.nanoTime());
                        rules.put(record.key(), rule);
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

    @Override
    public void close() {
        bridges.forEach(Bridge::close);
        topics.close();
        publisher.close();
        broker.close();
        for (ObjectKind kind :
                List.of(ObjectKind.ALERT_RULE, ObjectKind.NOTIFIER, ObjectKind.SILENCE, ObjectKind.ALERT)) {
            client.genericKubernetesResources(kind.apiVersion(), kind.kind())
                    .inNamespace("shop")
                    .delete();
        }
    }

    BridgeSettings settings() {
        return settings(false, Duration.ofHours(1));
    }

    BridgeSettings settings(boolean enforced, Duration keepResolved) {
        return settings(enforced, keepResolved, "");
    }

    BridgeSettings settings(boolean enforced, Duration keepResolved, String confirmation) {
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

    Bridge start(BridgeSettings settings) {
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

    void applyRule(String name, String spec) {
        apply("AlertRule", name, spec);
    }

    void apply(String kind, String name, String spec) {
        String manifest = "apiVersion: bellwether.dev/v1alpha1\nkind: " + kind + "\nmetadata: {name: " + name
                + ", namespace: shop}\nspec: " + spec.replace("\n", " ");
        client.resource(manifest).fieldManager("test").forceConflicts().serverSideApply();
    }

    void secret(String url) {
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

    String url() {
        return controls.current().notifiers().stream()
                .map(ReceiverSecrets::inPlace)
                .map(notifier -> notifier.receiver() instanceof dev.bellwether.model.alert.ReceiverSettings.Webhook it
                                && it.url() instanceof SecretSource.Sealed sealed
                        ? KEYS.open(sealed)
                        : "")
                .findFirst()
                .orElse("");
    }

    @Nullable
    AlertRuleStatus status(String name) {
        AlertRule rule = client.resources(AlertRule.class)
                .inNamespace("shop")
                .withName(name)
                .get();
        return rule == null ? null : rule.getStatus();
    }

    /** The expression of a rule as it stands in the log, empty where there is none. */
    String expression(String uid) {
        PublishedRule rule = rules.get(uid);
        return rule == null ? "" : rule.rule().expression();
    }

    long generationInForce(String name) {
        AlertRuleStatus status = status(name);
        AlertRuleStatus.InForce inForce = status == null ? null : status.inForce();
        Long generation = inForce == null ? null : inForce.generation();
        return generation == null ? 0 : generation;
    }

    String reason(String name) {
        AlertRuleStatus status = status(name);
        return status == null || status.conditions().isEmpty()
                ? ""
                : status.conditions().getFirst().getReason();
    }

    @Nullable
    String readyReason(ObjectKind kind, String name) {
        var object = client.genericKubernetesResources(kind.apiVersion(), kind.kind())
                .inNamespace("shop")
                .withName(name)
                .get();
        return object == null ? null : object.get("status", "conditions", 0, "reason");
    }

    List<Alert> alerts() {
        return client.resources(Alert.class).inNamespace("shop").list().getItems();
    }

    String condition(String type) {
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

    void engine(String uid, long generation, RuleStatus.State state, int firing) {
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

    void alertState(String uid, dev.bellwether.model.alert.Alert... some) {
        Map<Labels, dev.bellwether.model.alert.Alert> all = new java.util.LinkedHashMap<>();
        for (dev.bellwether.model.alert.Alert alert : some) {
            all.put(alert.labels(), alert);
        }
        var unused = publisher.publish(Topic.ALERT_STATE, uid, StateRecords.write(new RuleState(5_000, all)), Map.of());
    }

    static dev.bellwether.model.alert.Alert firing(String host) {
        return new dev.bellwether.model.alert.Alert(
                Labels.of("alertname", "high", "host", host, "severity", "page"),
                AlertState.FIRING,
                7,
                1_000,
                2_000,
                0,
                true);
    }

    void put(String origin, String uid) {
        dev.bellwether.model.alert.Rule rule = new dev.bellwether.model.alert.RecordingRule(
                uid, "r", "up", Labels.EMPTY, dev.bellwether.model.alert.RuleSchedule.alone(uid));
        var unused =
                publisher.publish(Topic.RULES, uid, RuleRecords.write(new PublishedRule(rule, 1, origin)), Map.of());
    }

    /** Waits for a condition; a server that does not answer just now does not fulfil it. */
    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!holds(condition)) {
            assertThat(System.nanoTime()).as("it does not come to pass").isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (KubernetesClientException e) {
            return false;
        }
    }
}
