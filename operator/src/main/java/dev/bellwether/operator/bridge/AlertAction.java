package dev.bellwether.operator.bridge;

import dev.bellwether.crds.alert.AlertStatus;
import dev.bellwether.model.alert.Acknowledgement;
import java.util.Map;

/** Something to be done about alerts. */
sealed interface AlertAction {
    /**
     * Makes the object where it is missing, and writes its status.
     *
     * @param create whether the object itself is written, too
     */
    record Write(
            ObjectKey key,
            Map<String, String> labels,
            Map<String, String> annotations,
            AlertStatus status,
            boolean create)
            implements AlertAction {}

    /**
     * Removes an object.
     *
     * @param uid the very object that is meant
     */
    record Delete(ObjectKey key, String uid) implements AlertAction {}

    /** Puts a user's word into the log. */
    record Acknowledge(Acknowledgement acknowledgement) implements AlertAction {}

    /** Takes a user's word back. */
    record Unacknowledge(String fingerprint) implements AlertAction {}
}
