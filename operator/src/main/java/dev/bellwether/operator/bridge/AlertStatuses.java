package dev.bellwether.operator.bridge;

import dev.bellwether.crds.alert.AlertStatus;
import dev.bellwether.crds.alert.AlertStatus.LogPosition;
import dev.bellwether.crds.alert.AlertStatus.RuleReference;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertTransition;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status of an Alert object from what is known of the alert. Stateless. */
final class AlertStatuses {
    static final String FIRING = "Firing";
    static final String RESOLVED = "Resolved";

    private AlertStatuses() {}

    /**
     * What stands behind an alert that fires.
     *
     * @param acknowledgedBy who has acknowledged it, null for nobody
     * @param annotations its text for people, rendered; null where only an earlier status has it
     */
    record Facts(
            Alert alert,
            RuleReference rule,
            LogPosition position,
            @Nullable Map<String, String> annotations,
            List<String> receivers,
            @Nullable String acknowledgedBy,
            String stack) {}

    /**
     * The status of an alert that fires.
     *
     * @param generation the object's: {@code kubectl wait} believes no condition about an older one
     */
    static AlertStatus firing(Facts facts, @Nullable AlertStatus before, long generation, long nowMillis) {
        boolean same = before != null && FIRING.equals(before.state());
        Map<String, String> labels = facts.alert().labels().toMap();
        Map<String, String> annotations = facts.annotations();
        Conditions conditions = new Conditions(before == null ? List.of() : before.conditions(), generation, nowMillis)
                .add("Firing", true, Reasons.EXPRESSION_HOLDS, "the rule's expression holds")
                .add("Resolved", false, Reasons.EXPRESSION_HOLDS, "the alert fires");
        acknowledged(conditions, facts.acknowledgedBy());
        return new AlertStatus(
                null,
                conditions.list(),
                FIRING,
                labels.get("severity"),
                Instant.ofEpochMilli(firedAt(facts.alert())).toString(),
                null,
                same && before != null ? before.value() : number(facts.alert().value()),
                text(annotations, "summary", before == null ? facts.rule().name() : before.summary()),
                text(annotations, "description", before == null ? null : before.description()),
                text(annotations, "runbook_url", before == null ? null : before.runbookUrl()),
                labels,
                facts.rule(),
                facts.receivers().isEmpty() && same && before != null ? before.receivers() : facts.receivers(),
                facts.position(),
                facts.stack());
    }

    /** A number as Prometheus writes it. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        double size = Math.abs(value);
        boolean plain = size == 0 || size >= 1e-6 && size < 1e21;
        return plain
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }

    private static long firedAt(Alert alert) {
        return alert.firedAtMillis() == 0 ? alert.activeAtMillis() : alert.firedAtMillis();
    }

    private static @Nullable String text(
            @Nullable Map<String, String> annotations, String name, @Nullable String otherwise) {
        String found = annotations == null ? null : annotations.get(name);
        return found == null ? otherwise : found;
    }

    private static void acknowledged(Conditions conditions, @Nullable String by) {
        if (by == null) {
            conditions.add("Acknowledged", false, Reasons.NOBODY, "nobody looks after the alert yet");
        } else {
            conditions.add(
                    "Acknowledged", true, Reasons.ACKNOWLEDGED, (by.isEmpty() ? "somebody" : by) + " looks after it");
        }
    }

    /**
     * The status of an alert that is over.
     *
     * @param position the record that says so, null where the rule left none
     * @param end its last transition, null where that is not known
     * @param generation the object's
     */
    static AlertStatus resolved(
            AlertStatus before,
            @Nullable LogPosition position,
            @Nullable AlertTransition end,
            long generation,
            long nowMillis) {
        String reason = position == null ? Reasons.RULE_GONE : Reasons.EXPRESSION_ENDED;
        String message = position == null ? "the rule is gone" : "the rule's expression has ceased to hold";
        Conditions conditions = new Conditions(before.conditions(), generation, nowMillis)
                .add("Firing", false, reason, message)
                .add("Resolved", true, reason, message);
        conditions.add("Acknowledged", false, Reasons.NOBODY, "the alert is over");
        long at = end == null ? nowMillis : end.evaluatedAtMillis();
        return new AlertStatus(
                null,
                conditions.list(),
                RESOLVED,
                before.severity(),
                before.since(),
                Instant.ofEpochMilli(at).toString(),
                before.value(),
                before.summary(),
                before.description(),
                before.runbookUrl(),
                before.labels(),
                before.rule(),
                before.receivers(),
                position == null ? before.log() : position,
                before.stack());
    }

    /** When an alert that is over resolved, in milliseconds; 0 where that cannot be told. */
    static long resolvedAt(AlertStatus status) {
        String text = status.resolvedAt();
        try {
            return text == null ? 0 : Instant.parse(text).toEpochMilli();
        } catch (DateTimeException e) {
            return 0;
        }
    }

    /** Whether two statuses say the same but for the record that they were made from. */
    static boolean same(@Nullable AlertStatus left, AlertStatus right) {
        return left != null && unplaced(left).equals(unplaced(right));
    }

    private static AlertStatus unplaced(AlertStatus status) {
        return new AlertStatus(
                null,
                status.conditions(),
                status.state(),
                status.severity(),
                status.since(),
                status.resolvedAt(),
                status.value(),
                status.summary(),
                status.description(),
                status.runbookUrl(),
                status.labels(),
                status.rule(),
                status.receivers(),
                null,
                status.stack());
    }
}
