package dev.bellwether.alert.engine;

import static dev.bellwether.alert.engine.EngineHarness.START;
import static dev.bellwether.alert.engine.TestRules.alert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.NoData;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with clocks, senders and rules hurts nobody else. */
class FaultsTest {
    private static final String RECURSION =
            "{{ define \"bomb\" }}{{ template \"bomb\" . }}{{ end }}{{ template \"bomb\" . }}";
    private static final String DOUBLING =
            "{{ define \"b\" }}{{ $x := printf \"%s%s\" . . }}{{ template \"b\" $x }}{{ end }}{{ template \"b\" \"bomb\" }}";

    private final EngineHarness engine = new EngineHarness();

    @ParameterizedTest
    @ValueSource(strings = {RECURSION, DOUBLING})
    void aBombAmongTheLabelsTurnsOffItsRuleAlone(String bomb) {
        engine.start(
                alert("bomb", "node_load1 > 4").labels("team", bomb).rule(),
                alert("beside", "node_load1 > 4").rule());

        engine.sample("a", 0, 9);
        engine.step();

        assertThat(engine.announced)
                .extracting(transition -> transition.ruleName())
                .containsExactly("beside");
        assertThat(engine.status("default/bomb").error()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {RECURSION, DOUBLING})
    void anAlertLeavesThoughABombIsAmongItsAnnotations(String bomb) {
        engine.start(annotated(alert("bomb", "node_load1 > 4").rule(), Map.of("summary", bomb)));

        engine.sample("a", 0, 9);
        engine.step();

        assertThat(engine.transitions()).containsExactly("FIRING a");
    }

    private static AlertRule annotated(AlertRule rule, Map<String, String> annotations) {
        return new AlertRule(
                rule.uid(),
                rule.name(),
                rule.expression(),
                rule.schedule(),
                rule.holdFor(),
                rule.keepFiringFor(),
                rule.noData(),
                rule.mode(),
                rule.labels(),
                annotations);
    }

    @Test
    void aHundredThousandResultsExceedTheLimitOfTheirRuleAlone() {
        engine.start(
                alert("many", "node_load1 > 4").limit(1_000).rule(),
                alert("beside", "count(node_load1) > 99999").rule());

        for (int i = 0; i < 100_000; i++) {
            engine.arrive("agent-" + i, 0, 9);
        }
        engine.pass(Duration.ofSeconds(20));

        assertThat(engine.status("default/many").error()).contains("exceeded limit of 1000 with 100000 alerts");
        assertThat(announcedBy("many")).isLessThanOrEqualTo(1_000);
        assertThat(announcedBy("beside")).isEqualTo(1);
    }

    private long announcedBy(String rule) {
        return engine.announced.stream()
                .filter(transition -> transition.ruleName().equals(rule))
                .count();
    }

    @ParameterizedTest
    @EnumSource(NoData.class)
    void aSendersClockThatJumpsBackResolvesNothing(NoData noData) {
        engine.start(alert("test", "node_load1 > 4").noData(noData).rule());
        engine.sample("a", 0, 9);
        engine.step();

        engine.arrive("a", -3_600, 1);
        engine.step();
        engine.sample("a", 15, 9);
        engine.step();

        assertThat(engine.transitions()).containsExactly("FIRING a");
    }

    @Test
    void anEngineWhoseClockJumpsBackGoesOn() {
        engine.start(alert("test", "sum by (instance) (node_load1) > 4").rule());
        engine.sample("a", 0, 1);
        engine.step();

        engine.clock.now = Instant.ofEpochMilli(START).minus(Duration.ofHours(1));
        engine.step();
        engine.sample("a", 15, 9);
        engine.pass(Duration.ofSeconds(20));

        assertThat(engine.transitions()).containsExactly("FIRING a");
        assertThat(engine.announced.getFirst().alert().labels()).isEqualTo(labels());
    }

    private static Labels labels() {
        return Labels.of("alertname", "test", "instance", "a");
    }
}
