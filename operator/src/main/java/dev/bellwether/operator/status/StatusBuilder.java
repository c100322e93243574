package dev.bellwether.operator.status;

import dev.bellwether.crds.stack.MonitoringStackStatus;
import dev.bellwether.crds.stack.MonitoringStackStatus.ComponentStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a status of a state: the one place where conditions are built. */
public final class StatusBuilder {
    public static final String READY = "Ready";
    public static final String PROGRESSING = "Progressing";
    public static final String DEGRADED = "Degraded";
    public static final String BRIDGE_READY = "BridgeReady";

    private final Clock clock;
    private final String version;

    /**
     * A builder.
     *
     * @param version what runs, for the status
     */
    public StatusBuilder(Clock clock, String version) {
        this.clock = clock;
        this.version = version;
    }

    /**
     * The status of a state.
     *
     * @param previous the status as it was, so that times of transitions stay
     * @param generation of the object that the state is about
     */
    public MonitoringStackStatus build(@Nullable MonitoringStackStatus previous, long generation, StackState state) {
        List<Condition> old = previous == null ? List.of() : previous.conditions();
        List<Condition> conditions = new ArrayList<>();
        conditions.add(rolledUp(old, generation, state));
        conditions.add(progressing(old, generation, state));
        conditions.add(degraded(old, generation, state));
        for (ComponentState component : state.components()) {
            conditions.add(condition(
                    old,
                    generation,
                    component.component().title() + READY,
                    component.isReady(),
                    component.reason(),
                    component.reason().message(component.detail())));
        }
        state.bridge()
                .ifPresent(bridge -> conditions.add(condition(
                        old,
                        generation,
                        BRIDGE_READY,
                        bridge.reason().kind() == Reason.Kind.GOOD,
                        bridge.reason(),
                        bridge.reason().message(bridge.detail()))));
        long ready = state.components().stream().filter(ComponentState::isReady).count();
        return new MonitoringStackStatus(
                generation,
                conditions,
                version,
                state.components().stream()
                        .map(component -> new ComponentStatus(
                                component.component().label(), component.desired(), component.ready()))
                        .toList(),
                ready + "/" + state.components().size(),
                state.endpoints(),
                state.rules(),
                state.notifiers(),
                state.silences(),
                state.alerts());
    }

    private Condition rolledUp(List<Condition> old, long generation, StackState state) {
        if (!state.problems().isEmpty()) {
            Problem worst = state.problems().getFirst();
            return condition(
                    old,
                    generation,
                    READY,
                    false,
                    worst.reason(),
                    worst.reason().message(worst.detail()));
        }
        List<String> degraded = named(state, Reason.Kind.DEGRADED);
        if (!degraded.isEmpty()) {
            return notReady(old, generation, Reason.COMPONENTS_DEGRADED, degraded);
        }
        List<String> progressing = named(state, Reason.Kind.PROGRESSING);
        if (!progressing.isEmpty()) {
            return notReady(old, generation, Reason.COMPONENTS_PROGRESSING, progressing);
        }
        return condition(
                old,
                generation,
                READY,
                true,
                Reason.ALL_READY,
                "All " + state.components().size() + " components are ready.");
    }

    private Condition notReady(List<Condition> old, long generation, Reason reason, List<String> named) {
        return condition(
                old, generation, READY, false, reason, reason.message("Not ready: " + String.join(", ", named)));
    }

    private Condition progressing(List<Condition> old, long generation, StackState state) {
        List<String> named = named(state, Reason.Kind.PROGRESSING);
        return named.isEmpty()
                ? condition(old, generation, PROGRESSING, false, Reason.SETTLED, "Nothing is being changed.")
                : condition(
                        old,
                        generation,
                        PROGRESSING,
                        true,
                        Reason.COMPONENTS_PROGRESSING,
                        Reason.COMPONENTS_PROGRESSING.message("Under way: " + String.join(", ", named)));
    }

    private Condition degraded(List<Condition> old, long generation, StackState state) {
        if (!state.problems().isEmpty()) {
            Problem worst = state.problems().getFirst();
            return condition(
                    old,
                    generation,
                    DEGRADED,
                    true,
                    worst.reason(),
                    worst.reason().message(worst.detail()));
        }
        List<String> named = named(state, Reason.Kind.DEGRADED);
        return named.isEmpty()
                ? condition(old, generation, DEGRADED, false, Reason.HEALTHY, "Nothing is wrong.")
                : condition(
                        old,
                        generation,
                        DEGRADED,
                        true,
                        Reason.COMPONENTS_DEGRADED,
                        Reason.COMPONENTS_DEGRADED.message("Degraded: " + String.join(", ", named)));
    }

    /** For instance {@code writer (CrashLooping)}. */
    private static List<String> named(StackState state, Reason.Kind kind) {
        List<String> named = state.components().stream()
                .filter(component -> component.reason().kind() == kind)
                .map(component -> component.component().label() + " ("
                        + component.reason().word() + ")")
                .collect(Collectors.toCollection(ArrayList::new));
        state.bridge()
                .filter(bridge -> bridge.reason().kind() == kind)
                .ifPresent(bridge -> named.add("bridge (" + bridge.reason().word() + ")"));
        return named;
    }

    private Condition condition(
            List<Condition> old, long generation, String type, boolean holds, Reason reason, String message) {
        String status = holds ? "True" : "False";
        String since = old.stream()
                .filter(before -> type.equals(before.getType()) && status.equals(before.getStatus()))
                .map(Condition::getLastTransitionTime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason.word())
                .withMessage(message)
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }
}
