package dev.bellwether.alerting.record;

import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.ExternalAlert;
import dev.bellwether.model.alert.InhibitionRule;
import dev.bellwether.model.alert.MaintenanceWindow;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.Silence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * All objects of the topic {@code controls} at one moment.
 *
 * @param all every object
 * @param notifiers the notifiers among them
 * @param silences the silences, also those not in force
 * @param acknowledgements acknowledgements and manual resolves, also of alerts that are no more
 * @param inhibitionRules the rules of inhibition
 * @param maintenanceWindows the maintenance windows
 * @param redeliveries messages to be sent again
 * @param externalAlerts alerts that come from outside
 */
public record Controls(
        List<Control> all,
        List<Notifier> notifiers,
        List<Silence> silences,
        List<Acknowledgement> acknowledgements,
        List<InhibitionRule> inhibitionRules,
        List<MaintenanceWindow> maintenanceWindows,
        List<Redelivery> redeliveries,
        List<ExternalAlert> externalAlerts) {
    /** Nothing at all. */
    public static final Controls NONE = of(List.of());

    public Controls {
        all = List.copyOf(all);
        notifiers = List.copyOf(notifiers);
        silences = List.copyOf(silences);
        acknowledgements = List.copyOf(acknowledgements);
        inhibitionRules = List.copyOf(inhibitionRules);
        maintenanceWindows = List.copyOf(maintenanceWindows);
        redeliveries = List.copyOf(redeliveries);
        externalAlerts = List.copyOf(externalAlerts);
    }

    /** These objects. */
    public static Controls of(Collection<Control> controls) {
        List<Notifier> notifiers = new ArrayList<>();
        List<Silence> silences = new ArrayList<>();
        List<Acknowledgement> acknowledgements = new ArrayList<>();
        List<InhibitionRule> inhibitionRules = new ArrayList<>();
        List<MaintenanceWindow> maintenanceWindows = new ArrayList<>();
        List<Redelivery> redeliveries = new ArrayList<>();
        List<ExternalAlert> externalAlerts = new ArrayList<>();
        for (Control control : controls) {
            switch (control.subject()) {
                case Control.OfNotifier it -> notifiers.add(it.notifier());
                case Control.OfSilence it -> silences.add(it.silence());
                case Control.OfAcknowledgement it -> acknowledgements.add(it.acknowledgement());
                case Control.OfInhibitionRule it -> inhibitionRules.add(it.inhibitionRule());
                case Control.OfMaintenanceWindow it -> maintenanceWindows.add(it.maintenanceWindow());
                case Control.OfRedelivery it -> redeliveries.add(it.redelivery());
                case Control.OfExternalAlert it -> externalAlerts.add(it.alert());
            }
        }
        return new Controls(
                List.copyOf(controls),
                notifiers,
                silences,
                acknowledgements,
                inhibitionRules,
                maintenanceWindows,
                redeliveries,
                externalAlerts);
    }
}
