package dev.bellwether.alert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.notify.Notification;
import dev.bellwether.alert.window.WindowStore;
import dev.bellwether.alerting.rules.RuleEvaluator;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.RuleSchedule;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertEngineTest {
    private static final long START = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
    private static final Duration LOOKBACK = Duration.ofMinutes(5);
    private static final SeriesBlock BLOCK =
            new SeriesBlock(List.of(new SeriesDescriptor(Labels.of("__name__", "node_load1"), MetricMetadata.UNKNOWN)));

    private final List<SampleFeed.Arrival> log = new ArrayList<>();
    private final Map<String, RuleState> states = new HashMap<>();
    private final List<Notification> announced = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private AlertEngine engine = newEngine();

    @Test
    void anAlertIsAnnouncedWithTheSampleThatCausedIt() {
        start(rule("node_load1 > 4", 0));

        arrive("a", 0, 1);
        arrive("b", 0, 9);
        engine.step();

        assertThat(labels()).containsExactly("{alertname=\"test\", instance=\"b\"}");
        assertThat(announced.getFirst().alert().value()).isEqualTo(9);
        assertThat(announced.getFirst().alert().firedAtMillis()).isEqualTo(START);
    }

    @Test
    void aSecondSampleAnnouncesNothingNew() {
        start(rule("node_load1 > 4", 0));

        arrive("a", 0, 9);
        engine.step();
        arrive("a", 15, 9);
        engine.step();

        assertThat(announced).hasSize(1);
    }

    @Test
    void forRunsOnTheTimeOfSamples() {
        start(rule("node_load1 > 4", 60));

        for (int seconds = 0; seconds <= 60; seconds += 15) {
            assertThat(announced).isEmpty();
            arrive("a", seconds, 9);
            engine.step();
        }

        assertThat(announced).hasSize(1);
        assertThat(announced.getFirst().alert().activeAtMillis()).isEqualTo(START);
    }

    @Test
    void theWaitGoesOnOverARestartAndNothingIsAnnouncedTwice() {
        AlertRule rule = rule("node_load1 > 4", 60);
        start(rule);
        arrive("a", 0, 9);
        engine.step();
        arrive("a", 15, 9);
        engine.step();

        restart(rule);
        arrive("a", 30, 9);
        arrive("a", 45, 9);
        arrive("a", 60, 9);
        engine.step();
        assertThat(announced).hasSize(1);
        assertThat(announced.getFirst().alert().activeAtMillis()).isEqualTo(START);

        restart(rule);
        engine.step();
        assertThat(announced).hasSize(1);
    }

    @Test
    void whatHappenedWhileTheEngineWasAwayIsEvaluatedAtItsOwnTime() {
        AlertRule rule = rule("node_load1 > 4", 60);
        start(rule);
        arrive("a", 0, 1);
        engine.step();

        for (int seconds = 15; seconds <= 90; seconds += 15) {
            arrive("a", seconds, 9);
        }
        clock.now = Instant.ofEpochMilli(START).plusSeconds(95);
        restart(rule);
        engine.step();

        assertThat(announced).hasSize(1);
        assertThat(announced.getFirst().alert().activeAtMillis()).isEqualTo(START + 15_000);
        assertThat(announced.getFirst().alert().firedAtMillis()).isEqualTo(START + 75_000);
    }

    @Test
    void anAgentThatFallsSilentResolvesNothing() {
        start(rule("node_load1 > 4", 0));
        arrive("a", 0, 9);
        engine.step();

        clock.now = Instant.ofEpochMilli(START).plus(Duration.ofMinutes(20));
        engine.step();

        assertThat(announced)
                .extracting(notification -> notification.alert().state().name())
                .containsExactly("FIRING");
    }

    @Test
    void aSeriesThatEndsByItsMarkerResolves() {
        start(rule("node_load1 > 4", 0));
        arrive("a", 0, 9);
        engine.step();
        arrive("a", 15, SpecialValues.STALE);
        engine.step();

        assertThat(announced)
                .extracting(notification -> notification.alert().state().name())
                .containsExactly("FIRING", "RESOLVED");
    }

    @Test
    void aClockThatRunsAheadCannotTakeTheRuleWithIt() {
        start(rule("node_load1 > 4", 0));
        arrive("ahead", 3_600, 1);
        engine.step();
        arrive("a", 15, 9);
        engine.step();

        assertThat(labels()).containsExactly("{alertname=\"test\", instance=\"a\"}");
    }

    @Test
    void aRuleThatGoesResolvesWhatFires() {
        start(rule("node_load1 > 4", 0));
        arrive("a", 0, 9);
        engine.step();

        engine.rules(List.of());
        engine.step();

        assertThat(announced)
                .extracting(notification -> notification.alert().state().name())
                .containsExactly("FIRING", "RESOLVED");
        assertThat(states).isEmpty();
    }

    @Test
    void aRuleThatCannotBeEvaluatedSaysWhyAndHurtsItselfAlone() {
        AlertRule bad = new AlertRule(
                "default/bad",
                "bad",
                "node_load1[5m]",
                RuleSchedule.alone("default/bad"),
                Duration.ZERO,
                Duration.ZERO,
                NoData.KeepState,
                AlertRule.Mode.Active,
                Labels.EMPTY,
                Map.of());
        start(rule("node_load1 > 4", 0), bad);
        arrive("a", 0, 9);
        engine.step();

        assertThat(announced).hasSize(1);
        assertThat(engine.status())
                .extracting(RuleStatus::error)
                .containsExactly("", "the expression gives a range vector; an instant vector or a scalar is needed");
    }

    @Test
    void aRuleAddedLaterSeesTheSamplesBefore() {
        start();
        arrive("a", 0, 9);
        engine.step();

        engine.rules(List.of(rule("node_load1 > 4", 0)));
        engine.step();

        assertThat(announced).hasSize(1);
    }

    private void start(AlertRule... rules) {
        engine.start();
        engine.rules(List.of(rules));
        engine.step();
    }

    private void restart(AlertRule rule) {
        engine = newEngine();
        start(rule);
    }

    private AlertEngine newEngine() {
        WindowStore windows = new WindowStore();
        QueryEngine queries = new QueryEngine(QueryOptions.DEFAULT);
        return new AlertEngine(
                new FakeFeed(),
                new FakeLog(),
                windows,
                new RuleEvaluator(queries, windows, windows, LOOKBACK),
                clock,
                LOOKBACK);
    }

    private List<String> labels() {
        return announced.stream()
                .map(Notification::alert)
                .map(Alert::labels)
                .map(Labels::toString)
                .toList();
    }

    private void arrive(String instance, int seconds, double value) {
        long time = START + seconds * 1_000L;
        SampleBatch batch = new SampleBatch(
                new BatchIdentity(instance, 1, log.size() + 1),
                Labels.of("instance", instance),
                Labels.EMPTY,
                List.of(new Section(BLOCK, new Values.Frame(time, new double[] {value}))),
                List.of());
        long now = Math.min(time, START + 90_000);
        clock.now = Instant.ofEpochMilli(Math.max(clock.now.toEpochMilli(), now));
        log.add(new SampleFeed.Arrival(batch, clock.millis()));
    }

    private static AlertRule rule(String expression, int holdForSeconds) {
        return new AlertRule(
                "default/test",
                "test",
                expression,
                RuleSchedule.alone("default/test"),
                Duration.ofSeconds(holdForSeconds),
                Duration.ZERO,
                NoData.KeepState,
                AlertRule.Mode.Active,
                Labels.EMPTY,
                Map.of());
    }

    private final class FakeFeed implements SampleFeed {
        private int position;

        @Override
        public void rewind(long sinceMillis) {
            position = 0;
            while (position < log.size() && log.get(position).appendedAtMillis() < sinceMillis) {
                position++;
            }
        }

        @Override
        public List<Arrival> poll(Duration atMost) {
            List<Arrival> arrivals = List.copyOf(log.subList(position, log.size()));
            position = log.size();
            return arrivals;
        }

        @Override
        public boolean caughtUp() {
            return position == log.size();
        }

        @Override
        public void close() {}
    }

    private final class FakeLog implements StateLog {
        @Override
        public Map<String, RuleState> restore() {
            return Map.copyOf(states);
        }

        @Override
        public void write(List<Update> updates) {
            for (Update update : updates) {
                if (update.state().equals(RuleState.NEW)) {
                    states.remove(update.ruleUid());
                } else {
                    states.put(update.ruleUid(), update.state());
                }
                announced.addAll(update.notifications());
            }
        }

        @Override
        public void close() {}
    }

    private static final class TestClock extends Clock {
        private Instant now = Instant.ofEpochMilli(START);

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
