package dev.bellwether.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What has changed between two statuses, in words for events. */
public final class Transitions {
    private Transitions() {}

    /**
     * One change.
     *
     * @param warning whether somebody should look
     * @param reason the condition's reason
     * @param message the condition's message
     */
    public record Transition(boolean warning, String reason, String message) {}

    /**
     * The changes that are worth telling: of conditions whose status or reason is another, and that have become true or
     * whose reason is one that somebody should look at.
     */
    public static List<Transition> between(List<Condition> before, List<Condition> after) {
        List<Transition> transitions = new ArrayList<>();
        for (Condition condition : after) {
            Condition old = before.stream()
                    .filter(other -> Objects.equals(other.getType(), condition.getType()))
                    .findFirst()
                    .orElse(null);
            boolean changed = old == null
                    || !Objects.equals(old.getStatus(), condition.getStatus())
                    || !Objects.equals(old.getReason(), condition.getReason());
            if (changed && isTold(condition, old != null)) {
                transitions.add(new Transition(
                        isWarning(condition),
                        condition.getReason(),
                        condition.getType() + " is " + condition.getStatus() + ": " + condition.getMessage()));
            }
        }
        return transitions;
    }

    /** What is on its way is told when it has arrived, or when it does not. */
    private static boolean isTold(Condition condition, boolean known) {
        return switch (condition.getType()) {
            case StatusBuilder.PROGRESSING -> false;
            case StatusBuilder.DEGRADED -> known && condition.getStatus().equals("False");
            default -> condition.getStatus().equals("True") || isWarning(condition);
        };
    }

    private static boolean isWarning(Condition condition) {
        if (condition.getType().equals(StatusBuilder.DEGRADED)) {
            return condition.getStatus().equals("True");
        }
        for (Reason reason : Reason.values()) {
            if (reason.word().equals(condition.getReason())) {
                return reason.kind() == Reason.Kind.DEGRADED;
            }
        }
        return false;
    }
}
