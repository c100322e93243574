package dev.bellwether.operator.status;

import dev.bellwether.crds.stack.MonitoringStackStatus.AlertCounts;
import dev.bellwether.crds.stack.MonitoringStackStatus.Endpoints;
import dev.bellwether.crds.stack.MonitoringStackStatus.Selection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a status is made of.
 *
 * @param components the components that the stack has
 * @param problems what concerns the whole stack
 * @param bridge how the bridge does, empty where there is none
 * @param endpoints where services are, null while nobody knows
 * @param rules which rules count, null while nobody knows
 * @param notifiers which Notifiers count, null while nobody knows
 * @param silences which Silences count, null while nobody knows
 * @param alerts how many alerts there are, null while nobody knows
 */
public record StackState(
        List<ComponentState> components,
        List<Problem> problems,
        Optional<Problem> bridge,
        @Nullable Endpoints endpoints,
        @Nullable Selection rules,
        @Nullable Selection notifiers,
        @Nullable Selection silences,
        @Nullable AlertCounts alerts) {
    public StackState {
        components = List.copyOf(components);
        problems = List.copyOf(problems);
    }

    /** Only problems, of a stack of whose components nothing is known. */
    public static StackState of(Problem problem) {
        return new StackState(List.of(), List.of(problem), Optional.empty(), null, null, null, null, null);
    }

    /** Whether nothing is under way. */
    public boolean isSettled() {
        return components.stream().allMatch(ComponentState::isReady)
                && problems.isEmpty()
                && bridge.filter(state -> state.reason().kind() != Reason.Kind.GOOD)
                        .isEmpty();
    }
}
