package dev.bellwether.operator.bridge;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;

/** Builds the conditions of one status; the time of a condition that stays as it is stays, too. Used by one thread. */
final class Conditions {
    private static final int LONGEST_MESSAGE = 1_024;

    private final List<Condition> before;
    private final long generation;
    private final String now;
    private final List<Condition> built = new ArrayList<>();

    /**
     * Begins.
     *
     * @param before the conditions as they are
     * @param generation the object's generation that the new ones are about
     */
    Conditions(List<Condition> before, long generation, long nowMillis) {
        this.before = before;
        this.generation = generation;
        this.now = Times.text(nowMillis);
    }

    /** Adds a condition. */
    Conditions add(String type, boolean holds, String reason, String message) {
        String status = holds ? "True" : "False";
        Condition condition = new Condition();
        condition.setType(type);
        condition.setStatus(status);
        condition.setReason(reason);
        condition.setMessage(
                message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…");
        condition.setObservedGeneration(generation);
        condition.setLastTransitionTime(before.stream()
                .filter(one -> type.equals(one.getType()) && status.equals(one.getStatus()))
                .map(Condition::getLastTransitionTime)
                .filter(time -> time != null && !time.isEmpty())
                .findFirst()
                .orElse(now));
        built.add(condition);
        return this;
    }

    List<Condition> list() {
        return List.copyOf(built);
    }
}
