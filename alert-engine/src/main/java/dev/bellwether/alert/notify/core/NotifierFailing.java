package dev.bellwether.alert.notify.core;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.DataState;
import java.util.Map;

/** The alert that tells the other notifiers that one cannot deliver. */
public final class NotifierFailing {
    /** Its rule, which nobody has written. */
    public static final String RULE_UID = "bellwether.dev/NotifierFailing";

    static final String NOTIFIER = "notifier";

    private NotifierFailing() {}

    static boolean is(AlertTransition transition) {
        return transition.ruleUid().equals(RULE_UID);
    }

    static AlertTransition transition(String notifierUid, boolean fires, long sinceMillis, long nowMillis, String why) {
        Labels labels = Labels.of("alertname", "NotifierFailing", NOTIFIER, notifierUid, "severity", "critical");
        Alert alert = new Alert(
                labels,
                fires ? AlertState.FIRING : AlertState.RESOLVED,
                1,
                sinceMillis,
                sinceMillis,
                fires ? 0 : nowMillis,
                false);
        return new AlertTransition(
                RULE_UID + "/" + notifierUid + "/" + alert.state() + "/" + (fires ? sinceMillis : nowMillis),
                RULE_UID,
                "NotifierFailing",
                "",
                alert,
                Map.of(
                        "summary",
                        "Notifier " + notifierUid + " cannot deliver.",
                        "description",
                        "Messages to it are kept and tried again. The last failure: " + why),
                null,
                nowMillis,
                DataState.COMPLETE,
                fires ? "attempts fail" : "an attempt has succeeded",
                false);
    }
}
