package dev.bellwether.operator.bridge;

import static dev.bellwether.operator.bridge.TestObjects.alertRule;
import static dev.bellwether.operator.bridge.TestObjects.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.crds.rule.AlertRuleStatus;
import dev.bellwether.crds.rule.AlertRuleStatus.InForce;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.operator.bridge.StatusQueue.Write;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleBridgeTest {
    private final FakeLog log = new FakeLog();
    private final Removals removals = new Removals(Duration.ZERO, Duration.ofMinutes(10));
    private final StatusQueue<AlertRuleStatus> statuses = new StatusQueue<>(RuleStatuses::withoutTimes);
    private final RuleBridge bridge = new RuleBridge(TestObjects.CLOCK, removals, statuses, (key, failure) -> {});
    private BridgeSettings settings = TestObjects.settings();

    @Test
    void aRuleGoesToTheLogAndItsStatusSaysWhenItIsInForce() {
        // given
        bridge.changed(alertRule("high", 1, "{expr: load > 5}"), null);
        settle();
        assertThat(log.rules).containsOnlyKeys("shop/high");
        AlertRuleStatus waiting = status();
        assertThat(ready(waiting).getReason()).isEqualTo("WaitingForEngine");

        // when
        bridge.said("shop/high", 2, engine(1, RuleStatus.State.Firing, 3, ""));
        settle();

        // then
        AlertRuleStatus inForce = status();
        assertThat(ready(inForce).getStatus()).isEqualTo("True");
        InForce force = Objects.requireNonNull(inForce.inForce());
        assertThat(force.generation()).isEqualTo(1);
        assertThat(force.shard()).isEqualTo(2);
        assertThat(force.after()).endsWith("ms");
        assertThat(inForce.state()).isEqualTo("Firing");
        assertThat(inForce.firing()).isEqualTo(3);
        assertThat(inForce.stack()).isEqualTo("main");
    }

    @Test
    void aTypoIsToldWithItsPlaceAndWhatStoodStays() {
        // given
        bridge.changed(alertRule("high", 1, "{expr: load > 5}"), null);
        bridge.changed(alertRule("other", 1, "{expr: up == 0}"), null);
        settle();
        bridge.said("shop/high", 0, engine(1, RuleStatus.State.Inactive, 0, ""));
        settle();
        writeAll();

        // when
        bridge.changed(alertRule("high", 2, "{expr: 'load >> 5'}"), null);
        settle();

        // then
        AlertRuleStatus status = status();
        assertThat(ready(status).getReason()).isEqualTo("Invalid");
        assertThat(ready(status).getMessage()).endsWith("; generation 1 stays in force");
        assertThat(status.observedGeneration()).isEqualTo(2);
        assertThat(Objects.requireNonNull(status.inForce()).generation()).isEqualTo(1);
        assertThat(Objects.requireNonNull(status.error()).line()).isEqualTo(1);
        assertThat(Objects.requireNonNull(status.error()).column()).isEqualTo(7);
        assertThat(log.rules).containsOnlyKeys("shop/high", "shop/other");
        assertThat(removals.isEmpty()).isTrue();
    }

    @Test
    void aChangeThatTheEngineDoesNotSeeIsInForceAtOnce() {
        // given
        bridge.changed(alertRule("high", 1, "{expr: load > 5}"), null);
        settle();
        bridge.said("shop/high", 0, engine(1, RuleStatus.State.Inactive, 0, ""));
        settle();
        writeAll();

        // when
        bridge.changed(alertRule("high", 2, "{expr: load > 5, preview: {last: 1h}}"), null);
        settle();

        // then
        assertThat(Objects.requireNonNull(status().inForce()).generation()).isEqualTo(2);
        assertThat(log.written).containsExactly("put shop/high");
    }

    @Test
    void afterARestartNothingIsWrittenThatIsSo() {
        // given
        bridge.changed(alertRule("high", 1, "{expr: load > 5}"), null);
        settle();
        bridge.said("shop/high", 0, engine(1, RuleStatus.State.Inactive, 0, ""));
        settle();
        AlertRuleStatus before = status();

        // when
        StatusQueue<AlertRuleStatus> others = new StatusQueue<>(RuleStatuses::withoutTimes);
        RuleBridge next = new RuleBridge(TestObjects.CLOCK, removals, others, (key, failure) -> {});
        next.said("shop/high", 0, engine(1, RuleStatus.State.Inactive, 0, ""));
        next.changed(alertRule("high", 1, "{expr: load > 5}"), before);
        next.settle(log, settings, Map.of(), Set.of());

        // then
        assertThat(others.due(0)).isEmpty();
        assertThat(log.written).containsExactly("put shop/high");
    }

    @Test
    void everyRuleOfAPrometheusRuleIsCarriedAndOneThatIsWrongHurtsItselfAlone() {
        // given
        String groups = "{groups: [{name: g, rules: [{alert: A, expr: a > 1}, {alert: B, expr: b > 1},"
                + " {record: r, expr: sum(c)}]}]}";
        bridge.changed(object(ObjectKind.PROMETHEUS_RULE, "many", 1, groups), null);
        settle();
        assertThat(log.rules).containsOnlyKeys("shop/many/g/A", "shop/many/g/B", "shop/many/g/r");

        // when
        bridge.changed(
                object(
                        ObjectKind.PROMETHEUS_RULE,
                        "many",
                        2,
                        groups.replace("b > 1", "'b >'")
                                .replace("{record: r, expr: sum(c)}", "")
                                .replace("},]", "}]")
                                .replace("}, ]", "}]")),
                null);
        settle();

        // then
        assertThat(removals.waiting()).containsExactly("shop/many/g/r");
        assertThat(log.rules).containsKey("shop/many/g/B");
    }

    @Test
    void anObjectThatCannotBeReadAtAllLosesNothing() {
        // given
        bridge.changed(
                object(ObjectKind.PROMETHEUS_RULE, "many", 1, "{groups: [{name: g, rules: [{alert: A, expr: a}]}]}"),
                null);
        settle();

        // when
        bridge.changed(object(ObjectKind.PROMETHEUS_RULE, "many", 2, "{groups: nothing}"), null);
        settle();

        // then
        assertThat(removals.isEmpty()).isTrue();
        assertThat(log.rules).containsOnlyKeys("shop/many/g/A");
    }

    @Test
    void overridesAndNamespacesAreAppliedAndADisabledRuleGoes() {
        // given
        settings = TestObjects.settings(
                true,
                List.of(
                        new RuleOverride("high", 9.0, "page", null, false),
                        new RuleOverride("loud", null, null, null, true)),
                10);
        bridge.changed(alertRule("high", 1, "{expr: load > 5}"), null);
        bridge.changed(alertRule("loud", 1, "{expr: noise > 5}"), null);

        // when
        settle();

        // then
        PublishedRule high = Objects.requireNonNull(log.rules.get("shop/high"));
        assertThat(high.rule().expression()).isEqualTo("load{namespace=\"shop\"} > 9");
        assertThat(high.rule().labels().toMap()).isEqualTo(Map.of("namespace", "shop", "severity", "page"));
        assertThat(log.rules).doesNotContainKey("shop/loud");
        assertThat(statuses.due(0))
                .filteredOn(write -> write.key().name().equals("loud"))
                .extracting(write -> ready(write.status()).getReason())
                .containsExactly("Disabled");
    }

    @Test
    void anOverrideThatDoesNotFitMakesTheRuleInvalid() {
        settings = TestObjects.settings(false, List.of(new RuleOverride("high", 9.0, null, null, false)), 10);
        bridge.changed(alertRule("high", 1, "{expr: up}"), null);
        settle();
        assertThat(ready(status()).getMessage()).startsWith("the override's threshold is 9.0");
        assertThat(log.rules).isEmpty();
    }

    @Test
    void whatIsNotSelectedIsLeftAloneAndGoesWhenItWasCarried() {
        // given
        LabelSelector blue =
                new LabelSelectorBuilder().addToMatchLabels("team", "blue").build();
        bridge.changed(alertRule("high", 1, "{expr: load > 5}"), null);
        settle();
        writeAll();

        // when
        settings = new BridgeSettings(
                "main",
                "stack-uid",
                "bellwether",
                new Selection("ruleSelector", blue, "ruleNamespaceSelector", null),
                settings.notifiers(),
                settings.silences(),
                false,
                List.of(),
                10,
                Duration.ofHours(1),
                "",
                TestObjects.KEYS,
                null);
        bridge.readAgain(null);
        bridge.changed(alertRule("unseen", 1, "{expr: load > 5}"), null);
        settle();

        // then
        assertThat(removals.waiting()).containsExactly("shop/high");
        assertThat(ready(status()).getMessage()).isEqualTo("not matched by ruleSelector");
        assertThat(statuses.due(10_000)).isEmpty();
    }

    @Test
    void aForShorterThanTheIntervalIsAWarning() {
        bridge.changed(alertRule("high", 1, "{expr: load > 5, for: 10s, interval: 1m}"), null);
        settle();
        assertThat(status().warnings())
                .containsExactly("high: for is 10s, shorter than the interval of 1m; the alert fires at the second"
                        + " evaluation at the earliest");
    }

    @Test
    void ofTwoStacksThatTakeARuleTheFirstByNameWritesItsStatus() {
        // given
        bridge.changed(alertRule("high", 1, "{expr: load > 5}"), null);
        settle();
        AlertRuleStatus mine = status();
        AlertRuleStatus theirs = new AlertRuleStatus(
                1L, mine.conditions(), null, null, null, null, null, null, null, List.of(), null, null, "alpha");

        // when
        bridge.changed(alertRule("high", 1, "{expr: load > 5}"), theirs);
        statuses.want(alertRule("high", 1, "").key(), theirs, false);
        bridge.sayAgain();
        settle();

        // then
        assertThat(statuses.due(100_000)).isEmpty();
    }

    @Test
    void whatStandsWithoutAnObjectWaitsToGo() {
        bridge.changed(alertRule("high", 1, "{expr: load > 5}"), null);
        settle();
        bridge.compare(List.of("shop/high", "shop/left"));
        assertThat(removals.waiting()).containsExactly("shop/left");
        assertThat(removals.uncertain()).containsExactly("shop/left");
    }

    private void settle() {
        bridge.settle(log, settings, Map.of("shop", Map.of()), Set.of("alpha", "main"));
    }

    private void writeAll() {
        statuses.due(0).forEach(statuses::written);
    }

    /** The one status that is to be written, which then is. */
    private AlertRuleStatus status() {
        List<Write<AlertRuleStatus>> due = statuses.due(100_000);
        assertThat(due).hasSize(1);
        statuses.written(due.getFirst());
        return due.getFirst().status();
    }

    private static Condition ready(AlertRuleStatus status) {
        return status.conditions().getFirst();
    }

    private static RuleStatus engine(long generation, RuleStatus.State state, int firing, String error) {
        return new RuleStatus(
                "shop/high", generation, "engine", state, 0, firing, DataState.COMPLETE, error, 0, 0, "", 0, 0, 0, 0);
    }
}
