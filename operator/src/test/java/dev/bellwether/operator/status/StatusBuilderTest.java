package dev.bellwether.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.crds.stack.MonitoringStackStatus;
import dev.bellwether.operator.desired.Component;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusBuilderTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    @Test
    void everythingThatRunsIsReady() {
        // when
        MonitoringStackStatus status = at(NOON).build(null, 3, state(ready(Component.KAFKA), ready(Component.QUERY)));

        // then
        assertThat(status.observedGeneration()).isEqualTo(3);
        assertThat(status.ready()).isEqualTo("2/2");
        assertThat(condition(status, "Ready").getStatus()).isEqualTo("True");
        assertThat(condition(status, "Progressing").getStatus()).isEqualTo("False");
        assertThat(condition(status, "Degraded").getStatus()).isEqualTo("False");
        assertThat(status.conditions()).allSatisfy(condition -> {
            assertThat(condition.getObservedGeneration()).isEqualTo(3);
            assertThat(condition.getLastTransitionTime()).isEqualTo("2026-03-01T12:00:00Z");
        });
    }

    @Test
    void whatIsWrongIsNamedWithItsRemedy() {
        // given
        ComponentState writer =
                new ComponentState(Component.WRITER, Reason.CRASH_LOOPING, "Pod w-1 has been started 5 times", 1, 0);

        // when
        MonitoringStackStatus status = at(NOON).build(null, 1, state(ready(Component.KAFKA), writer));

        // then
        assertThat(condition(status, "WriterReady").getMessage())
                .isEqualTo("Pod w-1 has been started 5 times. Read its last words with `kubectl logs --previous`.");
        assertThat(condition(status, "Ready").getReason()).isEqualTo("ComponentsDegraded");
        assertThat(condition(status, "Ready").getMessage()).startsWith("Not ready: writer (CrashLooping).");
        assertThat(condition(status, "Degraded").getStatus()).isEqualTo("True");
    }

    @Test
    void timesChangeWithTheConditionAlone() {
        // given
        MonitoringStackStatus before = at(NOON).build(null, 1, state(ready(Component.KAFKA), ready(Component.QUERY)));
        ComponentState rolling = new ComponentState(Component.QUERY, Reason.ROLLING_OUT, "0 of 1 pods are ready", 1, 0);

        // when
        MonitoringStackStatus after = at(LATER).build(before, 2, state(ready(Component.KAFKA), rolling));

        // then
        assertThat(condition(after, "KafkaReady").getLastTransitionTime()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(condition(after, "QueryReady").getLastTransitionTime()).isEqualTo("2026-03-01T12:01:00Z");
    }

    @Test
    void transitionsAreToldOnce() {
        // given
        MonitoringStackStatus before = at(NOON).build(null, 1, state(ready(Component.KAFKA)));
        ComponentState down = new ComponentState(Component.KAFKA, Reason.UNSCHEDULABLE, "No node", 1, 0);
        MonitoringStackStatus after = at(LATER).build(before, 1, state(down));

        // then
        assertThat(Transitions.between(before.conditions(), after.conditions())).anySatisfy(transition -> {
            assertThat(transition.warning()).isTrue();
            assertThat(transition.reason()).isEqualTo("Unschedulable");
            assertThat(transition.message()).startsWith("KafkaReady is False: No node.");
        });
        assertThat(Transitions.between(after.conditions(), after.conditions())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonIsDocumentedAndEveryTroubleHasARemedy(Reason reason) throws IOException {
        String page = Files.readString(Path.of("../docs/operator-conditions.md"));
        assertThat(page).contains("`" + reason.word() + "`");
        if (reason.kind() == Reason.Kind.DEGRADED) {
            assertThat(reason.remedy()).isNotEmpty().doesNotEndWith(".");
        }
    }

    private static StatusBuilder at(Instant time) {
        return new StatusBuilder(Clock.fixed(time, ZoneOffset.UTC), "1");
    }

    private static ComponentState ready(Component component) {
        return new ComponentState(component, Reason.READY, "1 of 1 pods are ready.", 1, 1);
    }

    private static StackState state(ComponentState... components) {
        return new StackState(List.of(components), List.of(), Optional.empty(), null, null, null, null, null);
    }

    private static Condition condition(MonitoringStackStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
