package dev.bellwether.query.alerts;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.model.alert.AlertTransition;
import java.util.List;

/**
 * Changes what becomes of alerts. Safe for use by many threads; every method blocks until the log has it.
 *
 * <p>Every method throws {@link dev.bellwether.stream.LogUnavailableException} where the log does not take it.
 */
public interface AlertChanges {
    /**
     * Puts an object in force, instead of the one of its kind and uid.
     *
     * @throws dev.bellwether.alerting.record.ControlWriter.ForeignOriginException where that one comes from a manifest or
     *     from Kubernetes and can be changed there alone
     */
    void put(Control.Subject subject);

    /** Takes an object away; see {@link #put}. */
    void remove(Control.Kind kind, String uid);

    /** Announces alerts that come from outside. */
    void announce(List<AlertTransition> transitions);
}
