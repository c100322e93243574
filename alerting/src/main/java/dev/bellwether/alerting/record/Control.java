package dev.bellwether.alerting.record;

import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.ExternalAlert;
import dev.bellwether.model.alert.InhibitionRule;
import dev.bellwether.model.alert.MaintenanceWindow;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.Silence;

/**
 * One object of the topic {@code controls}.
 *
 * @param origin who has put it there; nobody else takes it away
 * @param subject what it is
 */
public record Control(Origin origin, Subject subject) {
    /** Who puts objects into the topic. */
    public enum Origin {
        API,
        KUBERNETES,
        MANIFESTS
    }

    /** What kinds of objects there are. */
    public enum Kind {
        NOTIFIER("Notifier"),
        SILENCE("Silence"),
        ACKNOWLEDGEMENT("Acknowledgement"),
        INHIBITION_RULE("InhibitionRule"),
        MAINTENANCE_WINDOW("MaintenanceWindow"),
        REDELIVERY("Redelivery"),
        EXTERNAL_ALERT("ExternalAlert");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The kind as it stands in records and manifests. */
        public String text() {
            return text;
        }
    }

    /** An object that says what is to be done with alerts. */
    public sealed interface Subject {
        /** Its kind. */
        Kind kind();

        /** Unique among the objects of its kind. */
        String uid();

        /** Unique in the topic: the record's key. */
        default String key() {
            return Control.key(kind(), uid());
        }
    }

    /** The key of an object's record. */
    public static String key(Kind kind, String uid) {
        return kind.text() + "/" + uid;
    }

    /** A notifier. */
    public record OfNotifier(Notifier notifier) implements Subject {
        @Override
        public Kind kind() {
            return Kind.NOTIFIER;
        }

        @Override
        public String uid() {
            return notifier.uid();
        }
    }

    /** A silence. */
    public record OfSilence(Silence silence) implements Subject {
        @Override
        public Kind kind() {
            return Kind.SILENCE;
        }

        @Override
        public String uid() {
            return silence.uid();
        }
    }

    /** An acknowledgement or a manual resolve: one for each alert. */
    public record OfAcknowledgement(Acknowledgement acknowledgement) implements Subject {
        @Override
        public Kind kind() {
            return Kind.ACKNOWLEDGEMENT;
        }

        @Override
        public String uid() {
            return AlertFingerprint.of(acknowledgement.ruleUid(), acknowledgement.labels());
        }
    }

    /** A rule of inhibition. */
    public record OfInhibitionRule(InhibitionRule inhibitionRule) implements Subject {
        @Override
        public Kind kind() {
            return Kind.INHIBITION_RULE;
        }

        @Override
        public String uid() {
            return inhibitionRule.uid();
        }
    }

    /** A maintenance window. */
    public record OfMaintenanceWindow(MaintenanceWindow maintenanceWindow) implements Subject {
        @Override
        public Kind kind() {
            return Kind.MAINTENANCE_WINDOW;
        }

        @Override
        public String uid() {
            return maintenanceWindow.uid();
        }
    }

    /** An alert that comes from outside, for as long as its sender keeps it alive. */
    public record OfExternalAlert(ExternalAlert alert) implements Subject {
        @Override
        public Kind kind() {
            return Kind.EXTERNAL_ALERT;
        }

        @Override
        public String uid() {
            return alert.fingerprint();
        }
    }

    /** A message to be sent (again) as it is; gone from the topic once that is done. */
    public record OfRedelivery(Redelivery redelivery) implements Subject {
        @Override
        public Kind kind() {
            return Kind.REDELIVERY;
        }

        @Override
        public String uid() {
            return redelivery.id();
        }
    }
}
