package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.ControlView;
import dev.bellwether.crds.alert.AlertSpec;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.Alert;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What users say of alerts, on objects and in the log. Stateless. */
final class AlertWords {
    private AlertWords() {}

    /** A user's word on an object: its specification, or the annotations that say the same. */
    static AlertSpec of(@Nullable AlertSpec spec, Map<String, String> annotations) {
        if (spec != null && spec.acknowledged() || !"true".equals(annotations.get(AlertNames.ACKNOWLEDGE))) {
            return spec == null ? AlertSpec.UNACKNOWLEDGED : spec;
        }
        return new AlertSpec(true, annotations.get(AlertNames.ACKNOWLEDGED_BY), annotations.get(AlertNames.COMMENT));
    }

    /** What makes the log say what the object says; somebody else's word on the same alert stands. */
    static Optional<AlertAction> compare(AlertEntry entry, Alert alert, ControlView controls, long nowMillis) {
        if (!entry.word.acknowledged()) {
            return takenBack(entry, controls);
        }
        Control known = find(entry, controls).orElse(null);
        Acknowledgement standing = known == null ? null : acknowledgement(known);
        boolean mine = known != null && known.origin() == Control.Origin.KUBERNETES;
        boolean current = standing != null && standing.activeAtMillis() == alert.activeAtMillis();
        String by = entry.word.acknowledgedBy() == null ? BridgeLog.ORIGIN : entry.word.acknowledgedBy();
        String comment = entry.word.comment() == null ? "" : entry.word.comment();
        boolean same = standing != null
                && standing.by().equals(by)
                && standing.comment().equals(comment);
        if (known != null && (!mine || current && same)) {
            return Optional.empty();
        }
        return Optional.of(new AlertAction.Acknowledge(new Acknowledgement(
                entry.ruleUid,
                alert.labels(),
                alert.activeAtMillis(),
                Acknowledgement.Kind.ACKNOWLEDGE,
                by,
                comment,
                nowMillis)));
    }

    /** Takes the word back that stands in the log because of an object. */
    static Optional<AlertAction> takenBack(AlertEntry entry, ControlView controls) {
        return find(entry, controls)
                .filter(control -> control.origin() == Control.Origin.KUBERNETES)
                .map(control -> new AlertAction.Unacknowledge(entry.fingerprint));
    }

    /** Who has acknowledged an alert, wherever; null for nobody. */
    static @Nullable String acknowledgedBy(AlertEntry entry, Alert alert, ControlView controls) {
        return find(entry, controls)
                .map(AlertWords::acknowledgement)
                .filter(word -> word.kind() == Acknowledgement.Kind.ACKNOWLEDGE
                        && word.activeAtMillis() == alert.activeAtMillis())
                .map(Acknowledgement::by)
                .orElse(null);
    }

    private static Optional<Control> find(AlertEntry entry, ControlView controls) {
        return controls.find(Control.Kind.ACKNOWLEDGEMENT, entry.fingerprint);
    }

    private static @Nullable Acknowledgement acknowledgement(Control control) {
        return control.subject() instanceof Control.OfAcknowledgement it ? it.acknowledgement() : null;
    }
}
