package dev.bellwether.alert.notify;

import dev.bellwether.model.Labels;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one notification says: the alerts of a group.
 *
 * @param id stable from attempt to attempt, so that a receiver can tell a repeat
 * @param receiver the notifier's name
 * @param groupKey names the group over time, the same for each of its notifications
 * @param groupLabels the labels that the alerts are grouped by
 * @param alerts the alerts, firing ones first; never empty
 * @param truncatedAlerts how many more there are
 * @param reason why it is sent
 * @param receiverState what the receiver answered the last time for this group, empty for the first time
 * @param externalUrl where people reach Bellwether, without a slash at its end; may be empty
 */
public record GroupMessage(
        String id,
        String receiver,
        String groupKey,
        Labels groupLabels,
        List<MessageAlert> alerts,
        int truncatedAlerts,
        Reason reason,
        String receiverState,
        String externalUrl) {
    public GroupMessage {
        alerts = List.copyOf(alerts);
    }

    /** Whether any of the alerts fires. */
    public boolean firing() {
        return alerts.stream().anyMatch(MessageAlert::firing);
    }

    /** Why a notification is sent. */
    public enum Reason {
        /** The group is new. */
        NEW,
        /** Alerts have come or gone. */
        CHANGED,
        /** Nothing has changed for the repeat interval. */
        REPEAT,
        /** All alerts have resolved. */
        RESOLVED,
        /** Nobody has acknowledged it at another receiver. */
        ESCALATION,
        /** A fire drill, or a test of the receiver. */
        TEST
    }

    /**
     * One alert.
     *
     * @param fingerprint names the alert over time, from its labels
     * @param ruleUid its rule
     * @param labels its labels
     * @param annotations its text for people
     * @param firing whether it fires; else it has resolved
     * @param startsAtMillis when its expression began to hold, milliseconds since 1970
     * @param endsAtMillis when it ended, 0 while it fires
     * @param value the expression's value
     * @param threshold what the value was compared with, null where that is unknown
     * @param generatorUrl where its expression can be looked at; may be empty
     */
    public record MessageAlert(
            String fingerprint,
            String ruleUid,
            Labels labels,
            Map<String, String> annotations,
            boolean firing,
            long startsAtMillis,
            long endsAtMillis,
            double value,
            @Nullable Double threshold,
            String generatorUrl) {
        public MessageAlert {
            annotations = Map.copyOf(annotations);
        }
    }
}
