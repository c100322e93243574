package dev.bellwether.operator.reconcile;

import dev.bellwether.operator.desired.Component;
import dev.bellwether.operator.desired.DesiredStack;
import dev.bellwether.operator.desired.DesiredStack.Part;
import dev.bellwether.operator.reconcile.Applier.Difference;
import dev.bellwether.operator.status.ComponentState;
import dev.bellwether.operator.status.Problem;
import dev.bellwether.operator.status.Reason;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Brings the components of a stack to their manifests, in the order database, Kafka, writer, gateway, alert engine, query,
 * agents:
 * <ul>
 *   <li>what stands beside a workload is applied at once;
 *   <li>a workload that is not there yet is made as soon as what it needs is ready;
 *   <li>one that is there is changed when everything before it is ready in its newest form, so that one thing changes at a
 *       time;
 *   <li>what somebody else has changed is put right at once.
 * </ul>
 * So a component that does not get ready keeps those behind it as they are, and can itself always be mended.
 */
final class Rollout {
    /** For so long nobody wonders that a pod is not ready: images are fetched, a log is read. */
    private static final Duration START = Duration.ofMinutes(3);

    private final Applier applier;
    private final Function<Component, Collection<Pod>> pods;
    private final Clock clock;

    /**
     * A rollout.
     *
     * @param pods gives some pods of a component, to find out what is wrong with them
     */
    Rollout(Applier applier, Function<Component, Collection<Pod>> pods, Clock clock) {
        this.applier = applier;
        this.pods = pods;
        this.clock = clock;
    }

    /** Applies what may be applied now, and tells how each component of the stack does. */
    Map<Component, ComponentState> advance(DesiredStack desired, LiveObjects live) {
        Map<Component, ComponentState> states = new EnumMap<>(Component.class);
        desired.parts().forEach((component, part) -> {
            if (component == Component.AGENT && part.workload().isEmpty()) {
                return;
            }
            states.put(component, advance(component, part, states, live));
        });
        return states;
    }

    private ComponentState advance(
            Component component, Part part, Map<Component, ComponentState> earlier, LiveObjects live) {
        try {
            for (HasMetadata object : part.surroundings()) {
                applier.apply(object, live);
            }
            if (part.workload().isEmpty()) {
                return new ComponentState(component, Reason.EXTERNAL, "Somebody else runs it.", 0, 0);
            }
            HasMetadata workload = part.workload().get();
            Optional<Component> awaited = awaited(component, applier.difference(workload, live), earlier);
            if (awaited.isPresent()) {
                return waiting(component, workload, awaited.get(), live);
            }
            applier.apply(workload, live);
            return state(component, live.find(workload));
        } catch (KubernetesClientException e) {
            Reason reason = Refusals.reason(e);
            String detail = reason == Reason.OPERATOR_MISSING ? unknown(part) : Refusals.detail(e);
            return new ComponentState(component, reason, detail, 0, 0);
        }
    }

    private static String unknown(Part part) {
        return part.workload()
                .map(workload ->
                        "The API server does not know " + workload.getKind() + " of " + workload.getApiVersion())
                .orElse("The API server does not know a kind");
    }

    /** For whom a component waits before its workload may be written; empty where it need not be, or may be. */
    private static Optional<Component> awaited(
            Component component, Difference difference, Map<Component, ComponentState> earlier) {
        Stream<Component> before = switch (difference) {
            case NONE, DRIFT -> Stream.empty();
            case ABSENT -> component.needs().stream();
            case MANIFEST -> component.earlier().stream();
        };
        return before.filter(other -> {
                    ComponentState state = earlier.get(other);
                    return state != null && !state.isReady();
                })
                .sorted()
                .findFirst();
    }

    private ComponentState waiting(Component component, HasMetadata workload, Component awaited, LiveObjects live) {
        ComponentState now = state(component, live.find(workload));
        return new ComponentState(
                component,
                Reason.WAITING_FOR_DEPENDENCY,
                "It waits until " + awaited.label() + " is ready",
                now.desired(),
                now.ready());
    }

    private ComponentState state(Component component, Optional<HasMetadata> workload) {
        if (workload.isEmpty()) {
            return new ComponentState(component, Reason.ROLLING_OUT, "Its workload is being made", 0, 0);
        }
        WorkloadState state = WorkloadState.of(workload.get());
        String count = state.ready() + " of " + state.desired() + " pods are ready";
        if (state.rolledOut() && state.enough()) {
            return new ComponentState(component, Reason.READY, count + ".", state.desired(), state.ready());
        }
        Collection<Pod> some = pods.apply(component);
        Optional<Problem> trouble = PodTrouble.of(some);
        if (trouble.isPresent()) {
            return new ComponentState(
                    component, trouble.get().reason(), trouble.get().detail(), state.desired(), state.ready());
        }
        if (state.stalled()) {
            return new ComponentState(component, Reason.ROLLOUT_STALLED, count, state.desired(), state.ready());
        }
        String detail = state.detail().isEmpty() ? count : count + "; " + state.detail();
        return new ComponentState(
                component,
                isExpected(state, workload.get(), some) ? Reason.ROLLING_OUT : unexpected(workload.get()),
                detail,
                state.desired(),
                state.ready());
    }

    /** Whether pods are on their way as they should be: being exchanged, young, or ready before their workload has noticed. */
    private boolean isExpected(WorkloadState state, HasMetadata workload, Collection<Pod> some) {
        if (!state.rolledOut()) {
            return true;
        }
        List<Pod> notReady = some.stream().filter(Rollout::isNotReady).toList();
        if (notReady.isEmpty()) {
            return (!some.isEmpty() && some.size() >= state.desired()) || isYoung(workload);
        }
        return notReady.stream().anyMatch(this::isYoung);
    }

    private static Reason unexpected(HasMetadata workload) {
        return workload instanceof GenericKubernetesResource ? Reason.OTHER_OPERATOR : Reason.PODS_NOT_READY;
    }

    private static boolean isNotReady(Pod pod) {
        return pod.getStatus() == null
                || pod.getStatus().getConditions().stream()
                        .noneMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private boolean isYoung(HasMetadata object) {
        String created = object.getMetadata().getCreationTimestamp();
        return created == null || Instant.parse(created).plus(START).isAfter(clock.instant());
    }
}
