package dev.bellwether.alert.notify.core;

import dev.bellwether.alerting.record.Controls;
import dev.bellwether.alerting.routing.InhibitionIndex;
import dev.bellwether.alerting.routing.Muting;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.AlertFingerprint;
import java.util.HashMap;
import java.util.Map;

/** What keeps alerts from people, for all notifiers alike. */
record Surroundings(Muting muting, InhibitionIndex inhibitions, Map<String, Acknowledgement> acknowledgements) {
    static Surroundings of(Controls controls, InhibitionIndex inhibitions) {
        Map<String, Acknowledgement> acknowledgements = new HashMap<>();
        for (Acknowledgement one : controls.acknowledgements()) {
            if (one.kind() == Acknowledgement.Kind.ACKNOWLEDGE) {
                acknowledgements.put(AlertFingerprint.of(one.ruleUid(), one.labels()), one);
            }
        }
        return new Surroundings(
                new Muting(controls.silences(), controls.maintenanceWindows()), inhibitions, acknowledgements);
    }

    /** Whether somebody looks after the alert, and means this time of it. */
    boolean isAcknowledged(KnownAlert alert) {
        Acknowledgement acknowledgement = acknowledgements.get(alert.fingerprint());
        return acknowledgement != null
                && acknowledgement.activeAtMillis()
                        == alert.transition().alert().activeAtMillis();
    }
}
