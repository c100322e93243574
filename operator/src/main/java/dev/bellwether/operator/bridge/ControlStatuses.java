package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.crds.notifier.NotifierStatus;
import dev.bellwether.crds.notifier.NotifierStatus.Delivery;
import dev.bellwether.crds.silence.SilenceStatus;
import dev.bellwether.model.alert.Silence;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The statuses of Notifiers and Silences from what is known of them. Stateless. */
final class ControlStatuses {
    private ControlStatuses() {}

    /** A status without what goes on with every message. */
    static NotifierStatus withoutTimes(NotifierStatus status) {
        return new NotifierStatus(
                status.observedGeneration(),
                status.conditions(),
                status.receiver(),
                timeless(status.lastDelivery()),
                timeless(status.lastFailure()),
                status.warnings(),
                status.stack());
    }

    private static @Nullable Delivery timeless(@Nullable Delivery delivery) {
        return delivery == null ? null : new Delivery("", null);
    }

    static NotifierStatus notifier(
            ControlEntry entry, ControlReading reading, @Nullable NotifierStatus before, String stack, long nowMillis) {
        String receiver = reading.subject() instanceof Control.OfNotifier it
                ? kind(it.notifier().receiver().getClass())
                : before == null ? null : before.receiver();
        return new NotifierStatus(
                entry.object.generation(),
                conditions(entry, reading, before == null ? List.of() : before.conditions(), nowMillis),
                receiver,
                entry.lastDelivery,
                entry.lastFailure,
                List.of(),
                stack);
    }

    static SilenceStatus silence(
            ControlEntry entry, ControlReading reading, @Nullable SilenceStatus before, String stack, long nowMillis) {
        return new SilenceStatus(
                entry.object.generation(),
                conditions(entry, reading, before == null ? List.of() : before.conditions(), nowMillis),
                reading.subject() instanceof Control.OfSilence it ? state(it.silence(), nowMillis) : null,
                List.of(),
                stack);
    }

    private static String state(Silence silence, long nowMillis) {
        if (silence.isActiveAt(nowMillis)) {
            return "Active";
        }
        return nowMillis < silence.startsAtMillis() ? "Pending" : "Expired";
    }

    private static List<Condition> conditions(
            ControlEntry entry, ControlReading reading, List<Condition> before, long nowMillis) {
        Conditions conditions = new Conditions(before, entry.object.generation(), nowMillis);
        String standing = entry.putGeneration == 0
                ? entry.standing ? "an earlier one stays in force" : "nothing of it is in force"
                : "generation " + entry.putGeneration + " stays in force";
        if (!reading.reason().isEmpty()) {
            boolean ignored = reading.reason().equals(Reasons.IGNORED);
            conditions.add("Ready", false, reading.reason(), ignored ? reading.why() : reading.why() + "; " + standing);
        } else if (!entry.refusal.isEmpty()) {
            conditions.add("Ready", false, entry.refusalReason, entry.refusal + "; " + standing);
        } else {
            conditions.add("Ready", true, Reasons.IN_FORCE, "generation " + entry.putGeneration + " is in force");
        }
        return conditions.list();
    }

    /** {@code PagerDuty} as the specification has it: {@code pagerDuty}. */
    private static String kind(Class<?> type) {
        String name = type.getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
