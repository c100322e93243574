package dev.bellwether.operator.reconcile;

import dev.bellwether.operator.status.Problem;
import dev.bellwether.operator.status.Reason;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with pods, in the words of those who know: the scheduler and the kubelet. */
final class PodTrouble {
    private PodTrouble() {}

    /** The first trouble among pods; empty where they only need time. */
    static Optional<Problem> of(Collection<Pod> pods) {
        return pods.stream().flatMap(pod -> of(pod).stream()).findFirst();
    }

    private static Optional<Problem> of(Pod pod) {
        if (pod.getStatus() == null || pod.getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        String name = pod.getMetadata().getName();
        for (PodCondition condition : pod.getStatus().getConditions()) {
            if ("PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus())) {
                return unscheduled(name, text(condition.getMessage()));
            }
        }
        return Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .flatMap(container -> container(name, container).stream())
                .findFirst();
    }

    private static Optional<Problem> unscheduled(String pod, String message) {
        Reason reason = message.contains("PersistentVolumeClaim") || message.contains("persistent volume")
                ? Reason.VOLUME_PENDING
                : Reason.UNSCHEDULABLE;
        return Optional.of(new Problem(reason, "Pod " + pod + " finds no node: " + message));
    }

    private static Optional<Problem> container(String pod, ContainerStatus container) {
        ContainerStateWaiting waiting =
                container.getState() == null ? null : container.getState().getWaiting();
        if (waiting == null) {
            return Optional.empty();
        }
        String message = text(waiting.getMessage());
        return switch (text(waiting.getReason())) {
            case "ImagePullBackOff", "ErrImagePull", "InvalidImageName", "ErrImageNeverPull" ->
                Optional.of(new Problem(
                        Reason.IMAGE_PULL_FAILED,
                        "Pod " + pod + " cannot have the image " + container.getImage() + ": " + message));
            case "CrashLoopBackOff" -> Optional.of(crash(pod, container));
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
                Optional.of(new Problem(
                        Reason.CONTAINER_NOT_STARTING,
                        "Pod " + pod + " has a container that does not start: " + message));
            default -> Optional.empty();
        };
    }

    private static Problem crash(String pod, ContainerStatus container) {
        ContainerStateTerminated last = container.getLastState() == null
                ? null
                : container.getLastState().getTerminated();
        if (last != null && "OOMKilled".equals(last.getReason())) {
            return new Problem(Reason.OUT_OF_MEMORY, "Pod " + pod + " was ended for its use of memory");
        }
        return new Problem(
                Reason.CRASH_LOOPING,
                "Pod " + pod + " has been started " + (container.getRestartCount() + 1) + " times"
                        + (last == null ? "" : " and last ended with exit code " + last.getExitCode()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
