package dev.bellwether.query.alerts;

import dev.bellwether.alerting.record.Controls;
import dev.bellwether.alerting.routing.InhibitionIndex;
import dev.bellwether.alerting.routing.InhibitionIndex.Inhibition;
import dev.bellwether.alerting.routing.LabelMatching;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.MaintenanceWindow;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.Silence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Works out who hears of alerts, at one moment. */
final class Standings {
    private final Controls controls;
    private final long nowMillis;
    private final List<Silence> silences;
    private final List<MaintenanceWindow> windows;
    private final InhibitionIndex inhibitions;
    private final Map<String, Acknowledgement> acknowledgements = new HashMap<>();

    Standings(Controls controls, List<LiveAlert> alerts, long nowMillis) {
        this.controls = controls;
        this.nowMillis = nowMillis;
        this.silences = controls.silences().stream()
                .filter(silence -> silence.isActiveAt(nowMillis))
                .toList();
        this.windows = controls.maintenanceWindows().stream()
                .filter(window -> window.isActiveAt(nowMillis))
                .toList();
        this.inhibitions = new InhibitionIndex(controls.inhibitionRules());
        for (LiveAlert alert : alerts) {
            if (alert.firing() && !alert.shadow()) {
                inhibitions.add(alert.fingerprint(), alert.alert().labels());
            }
        }
        controls.acknowledgements()
                .forEach(said -> acknowledgements.put(AlertFingerprint.of(said.ruleUid(), said.labels()), said));
    }

    List<LiveAlert> of(List<LiveAlert> alerts) {
        return alerts.stream().map(alert -> alert.with(of(alert))).toList();
    }

    private LiveAlert.Standing of(LiveAlert alert) {
        Labels labels = alert.alert().labels();
        return new LiveAlert.Standing(
                silences.stream()
                        .filter(silence -> LabelMatching.matches(silence.matchers(), labels))
                        .map(Silence::uid)
                        .toList(),
                windows.stream()
                        .filter(window -> LabelMatching.matches(window.matchers(), labels))
                        .map(MaintenanceWindow::uid)
                        .toList(),
                inhibitions.inhibitor(alert.fingerprint(), labels).map(Inhibition::sourceFingerprint).stream()
                        .toList(),
                controls.notifiers().stream()
                        .filter(notifier -> takes(notifier, labels))
                        .map(Notifier::name)
                        .toList(),
                acknowledgedBy(alert));
    }

    private static boolean takes(Notifier notifier, Labels labels) {
        return LabelMatching.matches(notifier.routing().matchers(), labels)
                && notifier.routing().minimumSeverity().isReachedBy(labels.getOrEmpty("severity"));
    }

    private String acknowledgedBy(LiveAlert alert) {
        Acknowledgement said = acknowledgements.get(alert.fingerprint());
        if (said == null
                || said.kind() != Acknowledgement.Kind.ACKNOWLEDGE
                || said.activeAtMillis() != alert.alert().activeAtMillis()
                || said.atMillis() > nowMillis) {
            return "";
        }
        return said.by();
    }
}
