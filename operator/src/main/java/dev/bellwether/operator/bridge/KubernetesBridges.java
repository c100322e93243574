package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.secret.SealingKeys;
import dev.bellwether.crds.stack.AlertObjectsSpec;
import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.crds.stack.MonitoringStackSpec;
import dev.bellwether.crds.stack.MonitoringStackStatus;
import dev.bellwether.crds.stack.MonitoringStackStatus.AlertCounts;
import dev.bellwether.crds.stack.TenancySpec.NamespaceMatcher;
import dev.bellwether.operator.bridge.BridgeSettings.QueryAccess;
import dev.bellwether.operator.bridge.BridgeStatus.Count;
import dev.bellwether.operator.bridge.BridgeStatus.Held;
import dev.bellwether.operator.bridge.kubernetes.KubernetesCluster;
import dev.bellwether.operator.bridge.stream.KafkaBridgeLog;
import dev.bellwether.operator.reconcile.BridgeReport;
import dev.bellwether.operator.reconcile.LogAccess;
import dev.bellwether.operator.reconcile.StackAccess;
import dev.bellwether.operator.reconcile.StackBridge;
import dev.bellwether.promql.parser.PromqlDuration;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.stream.KafkaSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bridges of stacks, between this cluster's API server and their logs in Kafka. Safe for use by many threads. */
public final class KubernetesBridges implements StackBridge.Factory {
    /** How long removals are held back that nobody confirms. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final KubernetesClient client;
    private final Clock clock;

    /** @param client stays the caller's */
    public KubernetesBridges(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public StackBridge start(MonitoringStack stack, StackAccess access, Runnable changed) {
        String name = stack.getMetadata().getName();
        LogAccess log = access.log();
        KafkaSettings kafka = new KafkaSettings(log.bootstrapServers(), log.properties());
        TopicSettings topics = new TopicSettings(
                log.brokers(),
                log.samplePartitions(),
                log.rulePartitions(),
                log.samplesRetention(),
                log.samplesRetentionBytes());
        Bridge bridge = new Bridge(
                () -> new KafkaBridgeLog(kafka, topics, name),
                new KubernetesCluster(client),
                settings(stack, access),
                PATIENCE,
                clock,
                changed);
        bridge.start();
        return new Running(bridge, access, name);
    }

    private record Running(Bridge bridge, StackAccess access, String name) implements StackBridge {
        @Override
        public void update(MonitoringStack stack) {
            bridge.update(settings(stack, access));
        }

        @Override
        public BridgeReport report() {
            return KubernetesBridges.report(bridge.status(), name);
        }

        @Override
        public void close() {
            bridge.close();
        }
    }

    /**
     * What a stack asks of its bridge.
     *
     * @throws IllegalArgumentException where the sealing keys are none
     */
    static BridgeSettings settings(MonitoringStack stack, StackAccess access) {
        MonitoringStackSpec spec = stack.getSpec() == null ? MonitoringStackSpec.usual() : stack.getSpec();
        AlertObjectsSpec objects = spec.alertObjects();
        Map<String, String> annotations = stack.getMetadata().getAnnotations();
        String uid = stack.getMetadata().getUid();
        return new BridgeSettings(
                stack.getMetadata().getName(),
                uid == null ? "" : uid,
                spec.namespace(),
                new Selection(
                        "ruleSelector", spec.ruleSelector(), "ruleNamespaceSelector", spec.ruleNamespaceSelector()),
                new Selection(
                        "notifierSelector",
                        spec.notifierSelector(),
                        "notifierNamespaceSelector",
                        spec.notifierNamespaceSelector()),
                new Selection(
                        "silenceSelector",
                        spec.silenceSelector(),
                        "silenceNamespaceSelector",
                        spec.silenceNamespaceSelector()),
                spec.tenancy().namespaceMatcher() == NamespaceMatcher.Enforced,
                spec.ruleOverrides().stream().map(KubernetesBridges::override).toList(),
                objects.maximum(),
                PromqlDuration.parse(objects.keepResolved()),
                annotations == null ? "" : annotations.getOrDefault(BridgeSettings.CONFIRMATION, ""),
                SealingKeys.parse(access.sealingKeys()),
                new QueryAccess(access.query(), access.authorities()));
    }

    private static RuleOverride override(dev.bellwether.crds.stack.RuleOverride override) {
        String threshold = override.threshold();
        String holdFor = override.holdFor();
        return new RuleOverride(
                override.rule(),
                threshold == null ? null : Double.valueOf(threshold),
                override.severity(),
                holdFor == null ? null : PromqlDuration.parse(holdFor),
                override.disabled());
    }

    static BridgeReport report(BridgeStatus status, String stack) {
        return new BridgeReport(
                problem(status, stack),
                selection(status.rules()),
                selection(status.notifiers()),
                selection(status.silences()),
                new AlertCounts(
                        status.firing(), status.pending(), status.alertObjects(), status.alertsWithoutObject()));
    }

    private static MonitoringStackStatus.Selection selection(Count count) {
        List<String> reasons = new ArrayList<>(count.reasons());
        if (count.invalid() > 0) {
            reasons.add(count.invalid() + " of those selected are not valid");
        }
        return new MonitoringStackStatus.Selection(count.selected(), count.ignored(), reasons);
    }

    private static Optional<String> problem(BridgeStatus status, String stack) {
        if (!status.error().isEmpty()) {
            return Optional.of(status.error());
        }
        Held held = status.held();
        return held == null ? Optional.empty() : Optional.of(text(held, stack));
    }

    private static String text(Held held, String stack) {
        String until = held.until().isEmpty() ? "" : "; held back until " + held.until();
        return held.reason() + until + ". To let them go now: kubectl annotate monitoringstack " + stack + " "
                + BridgeSettings.CONFIRMATION + "=" + held.confirmation() + " --overwrite";
    }
}
