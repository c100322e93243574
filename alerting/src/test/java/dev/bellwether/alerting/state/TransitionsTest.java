package dev.bellwether.alerting.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.state.Evaluation.Trace;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.RuleSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransitionsTest {
    private static final Labels A = Labels.of("instance", "a");
    private static final Labels B = Labels.of("instance", "b");

    private RuleState state = RuleState.NEW;
    private final List<Alert> announced = new ArrayList<>();

    @Test
    void withoutForAnAlertFiresAtOnceAndOnce() {
        AlertRule rule = rule(0, 0, NoData.KeepState);

        evaluate(rule, 1_000, Map.of(A, 5.0));
        evaluate(rule, 2_000, Map.of(A, 6.0));

        assertThat(announced).extracting(Alert::state).containsExactly(AlertState.FIRING);
        assertThat(announced.getFirst().firedAtMillis()).isEqualTo(1_000);
        assertThat(alert(A).value()).isEqualTo(6.0);
    }

    @Test
    void anAlertFiresOnlyWhenTheExpressionHasHeldForLongEnough() {
        AlertRule rule = rule(60, 0, NoData.KeepState);

        evaluate(rule, 0, Map.of(A, 1.0));
        evaluate(rule, 59_999, Map.of(A, 1.0));
        assertThat(announced).isEmpty();
        evaluate(rule, 60_000, Map.of(A, 1.0));

        assertThat(announced).hasSize(1);
        assertThat(alert(A).activeAtMillis()).isZero();
    }

    @Test
    void aGapStartsTheWaitAnew() {
        AlertRule rule = rule(60, 0, NoData.KeepState);

        evaluate(rule, 0, Map.of(A, 1.0));
        evaluate(rule, 30_000, Map.of());
        evaluate(rule, 70_000, Map.of(A, 1.0));

        assertThat(announced).isEmpty();
        assertThat(alert(A).activeAtMillis()).isEqualTo(70_000);
    }

    @Test
    void anAlertResolvesOnceWhenTheExpressionNoLongerHolds() {
        AlertRule rule = rule(0, 0, NoData.KeepState);

        evaluate(rule, 1_000, Map.of(A, 1.0));
        evaluate(rule, 2_000, Map.of());
        evaluate(rule, 3_000, Map.of());

        assertThat(announced).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(announced.getLast().endedAtMillis()).isEqualTo(2_000);
        assertThat(state.alerts()).isEmpty();
    }

    @Test
    void keepFiringForBridgesShortRecoveries() {
        AlertRule rule = rule(0, 60, NoData.KeepState);

        evaluate(rule, 0, Map.of(A, 1.0));
        evaluate(rule, 10_000, Map.of());
        evaluate(rule, 60_000, Map.of(A, 1.0));
        evaluate(rule, 70_000, Map.of());
        evaluate(rule, 129_999, Map.of());
        assertThat(announced).hasSize(1);
        evaluate(rule, 130_000, Map.of());

        assertThat(announced).hasSize(2);
        assertThat(announced.getLast().endedAtMillis()).isEqualTo(70_000);
    }

    @Test
    void silenceIsNoGoodNews() {
        AlertRule rule = rule(0, 0, NoData.KeepState);

        evaluate(rule, 1_000, Map.of(A, 1.0));
        evaluate(rule, 400_000, Map.of(), Trace.SILENT);
        evaluate(rule, 500_000, Map.of(), Trace.UNKNOWN);
        assertThat(alert(A).state()).isEqualTo(AlertState.FIRING);
        evaluate(rule, 600_000, Map.of(), Trace.PRESENT);

        assertThat(announced).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    @Test
    void silenceResolvesWhereTheRuleSaysSo() {
        AlertRule rule = rule(0, 0, NoData.Resolve);

        evaluate(rule, 1_000, Map.of(A, 1.0));
        evaluate(rule, 400_000, Map.of(), Trace.SILENT);

        assertThat(announced).hasSize(2);
    }

    @Test
    void alertsWithoutATraceOfSeriesResolveByTheExpressionAlone() {
        AlertRule rule = rule(0, 0, NoData.KeepState);

        evaluate(rule, 1_000, Map.of(A, 1.0), Trace.UNKNOWN);
        evaluate(rule, 2_000, Map.of(), Trace.UNKNOWN);

        assertThat(announced).hasSize(2);
    }

    @Test
    void anOlderEvaluationChangesNothing() {
        AlertRule rule = rule(0, 0, NoData.KeepState);

        evaluate(rule, 2_000, Map.of(A, 1.0));
        evaluate(rule, 1_000, Map.of());

        assertThat(alert(A).state()).isEqualTo(AlertState.FIRING);
    }

    @Test
    void aRuleThatGoesResolvesWhatFires() {
        evaluate(rule(0, 0, NoData.KeepState), 1_000, Map.of(A, 1.0));

        Transitions.Outcome outcome = Transitions.end(state, 5_000);

        assertThat(outcome.announced()).extracting(Alert::state).containsExactly(AlertState.RESOLVED);
        assertThat(outcome.state().alerts()).isEmpty();
    }

    /** Against a model that looks at the whole history instead of a state, over random histories. */
    @Test
    void whatIsAnnouncedAgreesWithTheHistory() {
        Random random = new Random(42);
        for (int round = 0; round < 500; round++) {
            long holdFor = random.nextInt(4) * 10;
            AlertRule rule = rule(holdFor, 0, NoData.Resolve);
            state = RuleState.NEW;
            announced.clear();
            Map<Labels, List<String>> expected = new HashMap<>();
            Map<Labels, Long> since = new HashMap<>();
            Map<Labels, Boolean> firing = new HashMap<>();
            long now = 0;
            for (int step = 0; step < 60; step++) {
                now += 1_000L * random.nextInt(15);
                Map<Labels, Double> values = new HashMap<>();
                for (Labels labels : List.of(A, B)) {
                    if (random.nextInt(3) > 0) {
                        values.put(labels, 1.0);
                        since.putIfAbsent(labels, now);
                        boolean due = now - since.getOrDefault(labels, now) >= holdFor * 1_000;
                        if (due && firing.put(labels, true) == null) {
                            expected.computeIfAbsent(labels, any -> new ArrayList<>())
                                    .add("FIRING@" + now);
                        }
                    } else {
                        since.remove(labels);
                        if (firing.remove(labels) != null) {
                            expected.computeIfAbsent(labels, any -> new ArrayList<>())
                                    .add("RESOLVED@" + now);
                        }
                    }
                }
                evaluate(rule, now, values);
            }
            Map<Labels, List<String>> found = new HashMap<>();
            for (Alert alert : announced) {
                long time = alert.state() == AlertState.FIRING ? alert.firedAtMillis() : alert.endedAtMillis();
                found.computeIfAbsent(alert.labels(), any -> new ArrayList<>()).add(alert.state() + "@" + time);
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    private void evaluate(AlertRule rule, long now, Map<Labels, Double> values) {
        evaluate(rule, now, values, Trace.PRESENT);
    }

    private void evaluate(AlertRule rule, long now, Map<Labels, Double> values, Trace trace) {
        Transitions.Outcome outcome = Transitions.next(rule, state, new Evaluation(now, values, labels -> trace));
        state = outcome.state();
        announced.addAll(outcome.announced());
    }

    private Alert alert(Labels labels) {
        return Objects.requireNonNull(state.alerts().get(labels));
    }

    private static AlertRule rule(long holdForSeconds, long keepFiringForSeconds, NoData noData) {
        return new AlertRule(
                "default/test",
                "test",
                "up == 0",
                RuleSchedule.alone("default/test"),
                Duration.ofSeconds(holdForSeconds),
                Duration.ofSeconds(keepFiringForSeconds),
                noData,
                AlertRule.Mode.Active,
                Labels.EMPTY,
                Map.of());
    }
}
