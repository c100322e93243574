package dev.bellwether.alert.engine;

import static dev.bellwether.alert.engine.EngineHarness.START;
import static dev.bellwether.alert.engine.TestRules.alert;
import static dev.bellwether.alert.engine.TestRules.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.engine.EngineHarness.Recorded;
import dev.bellwether.model.Labels;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.alert.RuleSchedule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private final EngineHarness engine = new EngineHarness();

    @Test
    void resultsAreWrittenAtInstantsThatEveryEngineNames() {
        engine.start(record("job:load", "sum(node_load1)", "g", 0));
        engine.sample("a", 0, 2);
        engine.sample("b", 0, 3);
        engine.pass(Duration.ofMinutes(1));
        List<Recorded> first = List.copyOf(engine.recorded);

        EngineHarness other = new EngineHarness();
        other.start(record("job:load", "sum(node_load1)", "g", 0));
        other.sample("a", 0, 2);
        other.sample("b", 0, 3);
        other.pass(Duration.ofMinutes(1));

        assertThat(first).hasSize(4).isEqualTo(other.recorded);
        assertThat(first.getFirst().labels()).isEqualTo(Labels.of("__name__", "job:load"));
        assertThat(first).extracting(Recorded::value).containsOnly(5.0);
    }

    @Test
    void aRuleReadsWhatAnEarlierOneOfItsGroupHasRecordedAtOnce() {
        RuleSchedule second = new RuleSchedule("g", 2, Duration.ofSeconds(15), Duration.ZERO, Duration.ZERO, 0);
        engine.start(
                alert("HighLoad", "job:load:twice > 9").schedule(second).rule(),
                record("job:load:twice", "2 * job:load", "g", 1),
                record("job:load", "sum(node_load1)", "g", 0));
        engine.sample("a", 0, 5);
        engine.pass(Duration.ofSeconds(16));

        assertThat(engine.announced).hasSize(1);
        assertThat(engine.announced.getFirst().alert().value()).isEqualTo(10);
    }

    @Test
    void theEchoOfWhatWasRecordedChangesNothing() {
        engine.start(
                record("job:load", "sum(node_load1)", "g", 0),
                alert("HighLoad", "job:load > 4").rule());
        engine.sample("a", 0, 5);
        engine.pass(Duration.ofSeconds(20));
        Recorded recorded = engine.recorded.getFirst();

        engine.arrive("job:load", "", recorded.timestampMillis(), recorded.value());
        engine.step();

        assertThat(engine.announced).hasSize(1);
    }

    @Test
    void aSeriesThatIsNotGivenAnyMoreEndsByAMarker() {
        engine.start(record("busy", "node_load1 > 4", "g", 0));
        engine.sample("a", 0, 9);
        engine.pass(Duration.ofSeconds(15));
        engine.sample("a", 16, 1);
        engine.pass(Duration.ofSeconds(15));

        assertThat(engine.recorded)
                .extracting(Recorded::value)
                .startsWith(9.0, 9.0)
                .hasSize(3);
        assertThat(SpecialValues.isStale(engine.recorded.getLast().value())).isTrue();
    }

    @Test
    void alertsAreSeriesToo() {
        engine.start(alert("HighLoad", "node_load1 > 4").holdFor(20).rule());
        for (int seconds = 0; seconds <= 45; seconds += 5) {
            engine.sample("a", seconds, seconds < 40 ? 9 : 1);
            engine.pass(Duration.ofSeconds(5));
        }

        assertThat(engine.recorded)
                .filteredOn(recorded -> recorded.value() == 1)
                .extracting(recorded -> recorded.labels().toString())
                .contains(
                        "ALERTS{alertname=\"HighLoad\", alertstate=\"pending\", instance=\"a\"}",
                        "ALERTS{alertname=\"HighLoad\", alertstate=\"firing\", instance=\"a\"}");
        assertThat(engine.recorded)
                .filteredOn(recorded -> recorded.labels().metricName().equals("ALERTS_FOR_STATE"))
                .filteredOn(recorded -> !SpecialValues.isStale(recorded.value()))
                .extracting(Recorded::value)
                .containsOnly(START / 1_000.0);
        assertThat(SpecialValues.isStale(engine.recorded.getLast().value())).isTrue();
    }

    @Test
    void instantsThatWereMissedAreRecordedAfterwards() {
        engine.start(record("job:load", "sum(node_load1)", "g", 0));
        for (int seconds = 0; seconds <= 90; seconds += 15) {
            engine.sample("a", seconds, 5);
        }
        engine.restart();
        engine.pass(Duration.ofSeconds(15));

        List<Long> times = engine.recorded.stream()
                .map(Recorded::timestampMillis)
                .distinct()
                .toList();
        assertThat(times).hasSizeGreaterThanOrEqualTo(6);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isEqualTo(15_000);
        }
    }
}
