package dev.bellwether.alert.notify.core;

import dev.bellwether.alerting.record.DeadNotification;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has changed and what is to be done: first all of it is written in one transaction, then the deliveries are made.
 *
 * @param alerts known alerts by fingerprint; empty for those that are not known any more
 * @param groups groups by id; empty for those that are no more
 * @param failing since when a notifier's receiver fails, by the notifier's uid; empty for those that do not any more
 * @param decisions what was decided
 * @param dead messages that are given up
 * @param transitions alerts of the stage's own
 * @param redelivered ids of the redeliveries that are done
 * @param deliveries what is to be sent once all the rest is durable
 */
public record Output(
        Map<String, Optional<KnownAlert>> alerts,
        Map<String, Optional<GroupState>> groups,
        Map<String, Optional<Long>> failing,
        List<NotificationDecision> decisions,
        List<DeadNotification> dead,
        List<AlertTransition> transitions,
        List<String> redelivered,
        List<Delivery> deliveries) {
    /** Whether nothing is to be written. */
    public boolean isSilent() {
        return alerts.isEmpty()
                && groups.isEmpty()
                && failing.isEmpty()
                && decisions.isEmpty()
                && dead.isEmpty()
                && transitions.isEmpty()
                && redelivered.isEmpty();
    }
}
