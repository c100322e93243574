package dev.bellwether.alert.notify.core;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertFingerprint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a group over restarts. Its alerts are not part of it: they follow from the known alerts.
 *
 * @param notifierUid its notifier
 * @param routeId by which of the notifier's routes
 * @param key names the group within its route
 * @param labels the labels that its alerts share
 * @param sentFiring the fingerprints of the alerts that people believe to fire
 * @param sentAtMillis when they were told last, 0 for never; milliseconds since 1970
 * @param notBeforeMillis nothing new is decided before this, 0 for no bound
 * @param receiverState what the receiver answered last
 * @param intent the message under way, if there is one
 */
public record GroupState(
        String notifierUid,
        String routeId,
        String key,
        Labels labels,
        Set<String> sentFiring,
        long sentAtMillis,
        long notBeforeMillis,
        String receiverState,
        @Nullable Intent intent) {
    public GroupState {
        sentFiring = Set.copyOf(sentFiring);
    }

    static GroupState fresh(String notifierUid, String routeId, String key, Labels labels) {
        return new GroupState(notifierUid, routeId, key, labels, Set.of(), 0, 0, "", null);
    }

    /** Unique among the groups of all notifiers. */
    public String id() {
        return id(notifierUid, routeId, key);
    }

    static String id(String notifierUid, String routeId, String key) {
        return AlertFingerprint.of(notifierUid + "\0" + routeId + "\0" + key);
    }

    /** Whether there is nothing to remember. */
    boolean isFresh() {
        return sentFiring.isEmpty() && sentAtMillis == 0 && notBeforeMillis == 0 && intent == null;
    }

    GroupState with(@Nullable Intent next) {
        return new GroupState(
                notifierUid, routeId, key, labels, sentFiring, sentAtMillis, notBeforeMillis, receiverState, next);
    }

    GroupState without(Set<String> fingerprints) {
        Set<String> left = new java.util.HashSet<>(sentFiring);
        left.removeAll(fingerprints);
        return new GroupState(
                notifierUid, routeId, key, labels, left, sentAtMillis, notBeforeMillis, receiverState, intent);
    }

    GroupState told(Set<String> believed, long nowMillis, String answer) {
        return new GroupState(notifierUid, routeId, key, labels, believed, nowMillis, 0, answer, null);
    }

    GroupState heldUntil(long untilMillis) {
        return new GroupState(
                notifierUid, routeId, key, labels, sentFiring, sentAtMillis, untilMillis, receiverState, null);
    }
}
