package dev.bellwether.alert.engine;

import static dev.bellwether.alert.engine.EngineHarness.START;
import static dev.bellwether.alert.engine.TestRules.alert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.model.Labels;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.Mode;
import dev.bellwether.model.alert.AlertRule.NoData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertEngineTest {
    private static final AlertRule HIGH = alert("test", "node_load1 > 4").rule();

    private final EngineHarness engine = new EngineHarness();

    @Test
    void anEngineThatReadsAnEarlierFormOfARuleBeforeItOwnsAnythingWritesNothing() {
        // given
        engine.start(HIGH);
        engine.rules(alert("test", "node_load1 > 5").rule());
        engine.step();

        // when
        engine.restartLateAfter(HIGH);

        // then
        assertThat(engine.status("default/test").generation()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node_load1 > 4",
                "4 < node_load1",
                "(node_load1) > 4",
                "abs(node_load1) > 4",
                "max by (instance) (node_load1) > 4",
                "last_over_time(node_load1[1m]) > 4"
            })
    void anAlertIsAnnouncedWithTheSampleThatCausedIt(String expression) {
        engine.start(alert("test", expression).rule());

        engine.sample("a", 0, 1);
        engine.sample("b", 0, 9);
        engine.step();

        assertThat(engine.transitions()).containsExactly("FIRING b");
        assertThat(engine.announced.getFirst().alert().value()).isEqualTo(9);
        assertThat(engine.announced.getFirst().alert().firedAtMillis()).isEqualTo(START);
        assertThat(engine.announced.getFirst().threshold()).isEqualTo(4);
        assertThat(engine.announced.getFirst().shadow()).isFalse();
    }

    @Test
    void aSecondSampleAnnouncesNothingNew() {
        engine.start(HIGH);

        engine.sample("a", 0, 9);
        engine.step();
        engine.sample("a", 15, 9);
        engine.step();

        assertThat(engine.announced).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node_load1 > 4", "sum by (instance) (node_load1) > 4"})
    void forRunsOnTheTimeOfSamples(String expression) {
        engine.start(alert("test", expression).holdFor(60).rule());

        for (int seconds = 0; seconds <= 60; seconds += 15) {
            assertThat(engine.announced).isEmpty();
            engine.sample("a", seconds, 9);
            engine.step();
        }

        assertThat(engine.announced).hasSize(1);
        assertThat(engine.announced.getFirst().alert().activeAtMillis()).isEqualTo(START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node_load1 > 4", "sum by (instance) (node_load1) > 4"})
    void theWaitGoesOnOverARestartAndNothingIsAnnouncedTwice(String expression) {
        engine.start(alert("test", expression).holdFor(60).rule());
        engine.sample("a", 0, 9);
        engine.step();
        engine.sample("a", 15, 9);
        engine.step();

        engine.restart();
        engine.sample("a", 30, 9);
        engine.sample("a", 45, 9);
        engine.sample("a", 60, 9);
        engine.step();
        assertThat(engine.announced).hasSize(1);
        assertThat(engine.announced.getFirst().alert().activeAtMillis()).isEqualTo(START);

        engine.restart();
        engine.step();
        assertThat(engine.announced).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node_load1 > 4", "abs(node_load1) > 4", "sum by (instance) (node_load1) > 4"})
    void whatHappenedWhileTheEngineWasAwayIsEvaluatedAtItsOwnTime(String expression) {
        engine.start(alert("test", expression).holdFor(60).rule());
        engine.sample("a", 0, 1);
        engine.step();

        for (int seconds = 15; seconds <= 90; seconds += 15) {
            engine.sample("a", seconds, 9);
        }
        engine.at(95);
        engine.restart();

        assertThat(engine.announced).hasSize(1);
        assertThat(engine.announced.getFirst().alert().activeAtMillis()).isEqualTo(START + 15_000);
        assertThat(engine.announced.getFirst().alert().firedAtMillis()).isEqualTo(START + 75_000);
    }

    @Test
    void anOutageOfHoursIsCaughtUpWithInOrder() {
        engine.start(HIGH, alert("sum", "sum(node_load1) > 4").rule());
        engine.sample("a", 0, 1);
        engine.step();
        for (int seconds = 15; seconds <= 7_200; seconds += 15) {
            engine.sample("a", seconds, seconds > 3_600 && seconds <= 3_660 ? 9 : 1);
        }
        engine.restart();

        assertThat(engine.announced)
                .extracting(transition ->
                        transition.ruleName() + " " + transition.alert().state())
                .containsExactlyInAnyOrder("test FIRING", "test RESOLVED", "sum FIRING", "sum RESOLVED");
        assertThat(engine.announced.getFirst().evaluatedAtMillis()).isEqualTo(START + 3_615_000);
    }

    @ParameterizedTest
    @CsvSource({"KeepState, FIRING a", "Resolve, 'FIRING a,RESOLVED a'", "Alert, 'FIRING a,FIRING b'"})
    void silenceIsWhatTheRuleSays(NoData noData, String transitions) {
        engine.start(alert("test", "node_load1 > 4").noData(noData).rule());
        engine.sample("a", 0, 9);
        engine.sample("b", 0, 1);
        engine.step();

        engine.pass(Duration.ofMinutes(20));

        assertThat(engine.transitions()).containsExactly(transitions.split(","));
    }

    @Test
    void whoComesBackAfterSilenceResolves() {
        engine.start(alert("test", "node_load1 > 4").noData(NoData.Alert).rule());
        engine.sample("a", 0, 1);
        engine.step();
        engine.pass(Duration.ofMinutes(10));
        engine.sample("a", 605, 1);
        engine.step();

        assertThat(engine.transitions()).containsExactly("FIRING a", "RESOLVED a");
        assertThat(engine.announced.getFirst().reason()).isEqualTo("no data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node_load1 > 4", "sum by (instance) (node_load1) > 4"})
    void aSeriesThatEndsByItsMarkerResolves(String expression) {
        engine.start(alert("test", expression).rule());
        engine.sample("a", 0, 9);
        engine.step();
        engine.sample("a", 15, SpecialValues.STALE);
        engine.step();

        assertThat(engine.transitions()).containsExactly("FIRING a", "RESOLVED a");
    }

    @Test
    void aClockThatRunsAheadCannotTakeTheRuleWithIt() {
        engine.start(HIGH);
        engine.arrive("ahead", 3_600, 1);
        engine.step();
        engine.sample("a", 15, 9);
        engine.step();

        assertThat(engine.transitions()).containsExactly("FIRING a");
    }

    @Test
    void aRuleThatGoesResolvesWhatFires() {
        engine.start(HIGH);
        engine.sample("a", 0, 9);
        engine.step();

        engine.rules();
        engine.step();

        assertThat(engine.transitions()).containsExactly("FIRING a", "RESOLVED a");
        assertThat(engine.announced.getLast().reason()).isEqualTo("rule removed");
        assertThat(engine.states).isEmpty();
    }

    @Test
    void aRuleThatWentWhileNobodyLookedIsEndedAtTheNextStart() {
        engine.start(HIGH);
        engine.sample("a", 0, 9);
        engine.step();

        engine.rules();
        engine.restart();

        assertThat(engine.transitions()).containsExactly("FIRING a", "RESOLVED a");
        assertThat(engine.states).isEmpty();
    }

    @Test
    void aRuleThatCannotBeEvaluatedSaysWhyAndHurtsItselfAlone() {
        engine.start(HIGH, alert("bad", "node_load1[5m]").rule());
        engine.sample("a", 0, 9);
        engine.step();

        assertThat(engine.announced).hasSize(1);
        assertThat(engine.views())
                .extracting(view -> view.status().error())
                .containsExactly("", "the expression gives a range vector; an instant vector or a scalar is needed");
        assertThat(engine.status("default/bad").state()).isEqualTo(RuleStatus.State.Error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit | exceeded limit of 1 with 2 alerts",
                "collision | two elements of the result become the same alert",
                "matching | many-to-many"
            })
    void aRuleThatFailsKeepsItsStateAndGoesOnLater(String failure, String message) {
        AlertRule rule = switch (failure) {
            case "limit" -> alert("test", "node_load1 > 4").limit(1).rule();
            case "collision" ->
                alert("test", "node_load1 > 4").labels("instance", "x").rule();
            default ->
                alert("test", "node_load1 * on () group_left () node_load1 > 4").rule();
        };
        engine.start(rule);
        engine.sample("a", 0, 9);
        engine.step();
        assertThat(engine.announced).hasSize(1);

        engine.sample("b", 2, 9);
        engine.step();
        assertThat(engine.status("default/test").error()).contains(message);
        engine.pass(Duration.ofMinutes(1));

        assertThat(engine.announced).hasSize(1);
        assertThat(engine.state("default/test").alerts()).hasSize(1);

        engine.sample("b", 100, SpecialValues.STALE);
        engine.sample("a", 100, 9);
        engine.step();
        engine.pass(Duration.ofSeconds(20));
        assertThat(engine.status("default/test").error()).isEmpty();
        assertThat(engine.announced).hasSize(1);
    }

    @Test
    void aRuleAddedLaterSeesTheSamplesBefore() {
        engine.start();
        engine.sample("a", 0, 9);
        engine.step();

        engine.rules(HIGH);
        engine.step();

        assertThat(engine.announced).hasSize(1);
    }

    @Test
    void aChangedRuleGoesOnWithItsAlerts() {
        engine.start(HIGH);
        engine.sample("a", 0, 9);
        engine.step();

        engine.rules(alert("test", "node_load1 > 5").rule());
        engine.step();
        assertThat(engine.announced).hasSize(1);
        engine.rules(alert("test", "node_load1 > 100").rule());
        engine.step();

        assertThat(engine.transitions()).containsExactly("FIRING a", "RESOLVED a");
        assertThat(engine.status("default/test").generation()).isEqualTo(3);
    }

    @Test
    void aShadowIsMarkedAndAPausedRuleRests() {
        engine.start(
                alert("shadow", "node_load1 > 4").mode(Mode.Shadow).rule(),
                alert("paused", "node_load1 > 4").mode(Mode.Paused).rule());
        engine.sample("a", 0, 9);
        engine.step();
        engine.pass(Duration.ofMinutes(1));

        assertThat(engine.announced).hasSize(1);
        assertThat(engine.announced.getFirst().shadow()).isTrue();
        assertThat(engine.views())
                .extracting(view -> view.status().state())
                .containsExactly(RuleStatus.State.Firing, RuleStatus.State.Paused);
    }

    @Test
    void whatIsResolvedByHandFiresAgainWhenItStillHolds() {
        engine.start(alert("test", "node_load1 > 4").holdFor(30).rule());
        for (int seconds = 0; seconds <= 30; seconds += 15) {
            engine.sample("a", seconds, 9);
            engine.step();
        }
        assertThat(engine.transitions()).containsExactly("FIRING a");

        engine.words = List.of(new Acknowledgement(
                "default/test",
                Labels.of("alertname", "test", "instance", "a"),
                START,
                Acknowledgement.Kind.RESOLVE,
                "anna",
                "",
                START));
        engine.step();
        assertThat(engine.transitions()).containsExactly("FIRING a", "RESOLVED a");
        assertThat(engine.announced.getLast().reason()).isEqualTo("resolved by hand: anna");

        engine.sample("a", 45, 9);
        engine.step();
        engine.step();
        assertThat(engine.transitions()).containsExactly("FIRING a", "RESOLVED a", "FIRING a");
    }

    @Test
    void absenceIsNoticedByTheClock() {
        engine.sample("a", 0, 1);
        engine.start(alert("test", "absent(node_load1)").rule());
        engine.pass(Duration.ofMinutes(4));
        assertThat(engine.announced).isEmpty();

        engine.pass(Duration.ofMinutes(2));
        assertThat(engine.announced).hasSize(1);
    }

    @Test
    void whoIsFencedLeavesThePartitionAlone() {
        engine.start(HIGH);
        engine.fenced = true;
        engine.sample("a", 0, 9);
        engine.step();
        engine.fenced = false;
        engine.sample("a", 15, 9);
        engine.step();

        assertThat(engine.announced).isEmpty();
        assertThat(engine.views()).isEmpty();
    }

    @Test
    void labelsAndAnnotationsAreTemplates() {
        AlertRule plain = alert("test", "node_load1 > 4")
                .labels("severity", "{{ if gt $value 8.0 }}critical{{ else }}warning{{ end }}", "team", "x")
                .rule();
        engine.start(new AlertRule(
                plain.uid(),
                plain.name(),
                plain.expression(),
                plain.schedule(),
                plain.holdFor(),
                plain.keepFiringFor(),
                plain.noData(),
                plain.mode(),
                plain.labels(),
                Map.of(
                        "summary",
                        "{{ $labels.instance }}: {{ $value | humanize }}, {{ query \"node_load1\" | len }}")));
        engine.sample("a", 0, 9);
        engine.step();

        assertThat(engine.announced.getFirst().alert().labels().toMap())
                .containsEntry("severity", "critical")
                .containsEntry("team", "x");
        assertThat(engine.announced.getFirst().annotations()).containsEntry("summary", "a: 9, 1");
    }

    @Test
    void countersBearPrometheusNames() {
        engine.start(HIGH, alert("bad", "node_load1[5m]").rule());
        engine.sample("a", 0, 9);
        engine.step();

        assertThat(engine.registry
                        .get("prometheus_rule_evaluations")
                        .functionCounter()
                        .count())
                .isGreaterThanOrEqualTo(2);
        assertThat(engine.registry
                        .get("prometheus_rule_evaluation_failures")
                        .functionCounter()
                        .count())
                .isGreaterThanOrEqualTo(1);
        assertThat(engine.registry.get("prometheus_rule_group_rules").gauge().value())
                .isEqualTo(2);
    }
}
