package dev.bellwether.alerting.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.model.alert.RuleSchedule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
    private static final Labels LABELS = Labels.of("alertname", "HighLoad", "instance", "a");
    private static final Alert ALERT = new Alert(LABELS, AlertState.FIRING, 4.5, 1_000, 2_000, 0, true);

    @Test
    void aStateComesBack() {
        RuleState state = new RuleState(7_000, Map.of(LABELS, ALERT));

        assertThat(StateRecords.read(StateRecords.write(state))).isEqualTo(state);
        assertThat(StateRecords.read(StateRecords.write(RuleState.NEW))).isEqualTo(RuleState.NEW);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1e300})
    void everyValueComesBack(double value) {
        Alert alert = new Alert(LABELS, AlertState.PENDING, value, 1, 0, 0, false);
        RuleState state = new RuleState(1, Map.of(LABELS, alert));

        assertThat(StateRecords.read(StateRecords.write(state))).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTransitionComesBack(boolean withThreshold) {
        AlertTransition transition = new AlertTransition(
                "0123",
                "default/HighLoad",
                "HighLoad",
                "node_load1 > 4",
                ALERT,
                Map.of("summary", "load is high"),
                withThreshold ? 4.0 : null,
                2_000,
                DataState.LATE,
                "expression",
                withThreshold);

        assertThat(TransitionRecords.read(TransitionRecords.write(transition))).isEqualTo(transition);
    }

    @Test
    void anAlertRuleComesBack() {
        AlertRule rule = new AlertRule(
                "default/HighLoad",
                "HighLoad",
                "node_load1 > 4",
                new RuleSchedule("group", 3, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(1), 10),
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                AlertRule.NoData.Alert,
                AlertRule.Mode.Shadow,
                Labels.of("severity", "critical"),
                Map.of("summary", "{{ $value }}"));
        PublishedRule published = new PublishedRule(rule, 4, "manifests");

        assertThat(RuleRecords.read(RuleRecords.write(published))).isEqualTo(published);
    }

    @Test
    void aRecordingRuleComesBack() {
        RecordingRule rule = new RecordingRule(
                "default/r",
                "job:up:sum",
                "sum by (job) (up)",
                Labels.of("team", "x"),
                RuleSchedule.alone("default/r"));
        PublishedRule published = new PublishedRule(rule, 1, "kubernetes");

        assertThat(RuleRecords.read(RuleRecords.write(published))).isEqualTo(published);
    }

    @Test
    void aStatusComesBack() {
        RuleStatus status = new RuleStatus(
                "default/HighLoad",
                3,
                "engine-0",
                RuleStatus.State.Error,
                1,
                2,
                DataState.MISSING,
                "unknown function",
                1,
                7,
                "reads storage",
                9_000,
                0.25,
                5,
                6);

        assertThat(RuleStatusRecords.read(RuleStatusRecords.write(status))).isEqualTo(status);
    }

    @Test
    void namesAreStable() {
        String state = new String(StateRecords.write(new RuleState(7, Map.of(LABELS, ALERT))), StandardCharsets.UTF_8);

        assertThat(state).isEqualTo("""
                {"evaluatedThrough":7,"alerts":[{"labels":{"alertname":"HighLoad","instance":"a"},"state":"FIRING",\
                "value":4.5,"activeAt":1000,"firedAt":2000,"endedAt":0,"traced":true}]}""");
    }

    @Test
    void fieldsOfALaterVersionArePassedOver() {
        assertThat(StateRecords.read(bytes("{\"evaluatedThrough\":7,\"later\":{\"a\":[1]}}")))
                .isEqualTo(new RuleState(7, Map.of()));
    }

    @Test
    void bytesThatAreNoRecordSaySo() {
        for (String text : List.of("", "[", "{\"kind\":\"other\"}", "null", "{}")) {
            assertThatThrownBy(() -> RuleRecords.read(bytes(text)))
                    .as(text)
                    .isInstanceOf(InvalidRecordException.class)
                    .hasMessageStartingWith("not a rule: ");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
