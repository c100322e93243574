package dev.bellwether.alerting.record;

import dev.bellwether.model.alert.NotificationDecision;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The topics {@code notifications} and, of notifications, {@code dead-letters}. Stateless. */
public final class NotificationRecords {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private NotificationRecords() {}

    private record DecisionForm(
            long at,
            String notifier,
            String rule,
            String fingerprint,
            String group,
            String notification,
            NotificationDecision.Kind decision,
            String detail) {}

    private record DeadForm(
            String type,
            String notification,
            String notifier,
            String group,
            String message,
            String reason,
            int attempts,
            long firstAttemptAt,
            long diedAt) {}

    private static final String DEAD_TYPE = "notification";

    /** A decision as bytes. */
    public static byte[] write(NotificationDecision decision) {
        return Json.write(new DecisionForm(
                decision.atMillis(),
                decision.notifierUid(),
                decision.ruleUid(),
                decision.fingerprint(),
                decision.groupKey(),
                decision.notificationId(),
                decision.kind(),
                decision.detail()));
    }

    /**
     * The decision that bytes stand for.
     *
     * @throws InvalidRecordException where they stand for none
     */
    public static NotificationDecision readDecision(byte[] json) {
        return Json.read(
                json,
                DecisionForm.class,
                "a notifier's decision",
                form -> new NotificationDecision(
                        form.at,
                        form.notifier,
                        form.rule,
                        form.fingerprint,
                        form.group,
                        form.notification,
                        form.decision,
                        form.detail));
    }

    /** A dead notification as bytes. */
    public static byte[] write(DeadNotification dead) {
        return Json.write(new DeadForm(
                DEAD_TYPE,
                dead.id(),
                dead.notifierUid(),
                dead.groupKey(),
                dead.message(),
                dead.reason(),
                dead.attempts(),
                dead.firstAttemptAtMillis(),
                dead.diedAtMillis()));
    }

    /** The dead notification that bytes stand for: none where they are a dead letter of another kind, or damaged. */
    public static List<DeadNotification> readDead(byte[] bytes) {
        // Other dead letters of the topic are no JSON at all.
        if (bytes.length == 0 || bytes[0] != '{') {
            return List.of();
        }
        Function<DeadForm, List<DeadNotification>> maker = form -> List.of(new DeadNotification(
                form.notification,
                form.notifier,
                form.group,
                form.message,
                form.reason,
                form.attempts,
                form.firstAttemptAt,
                form.diedAt));
        try {
            JsonNode type = MAPPER.readTree(bytes).path("type");
            return DEAD_TYPE.equals(type.asString(""))
                    ? Json.read(bytes, DeadForm.class, "a dead notification", maker)
                    : List.of();
        } catch (JacksonException | InvalidRecordException e) {
            return List.of();
        }
    }
}
