package dev.bellwether.alert.notify.core;

import dev.bellwether.alerting.record.TransitionRecords;
import dev.bellwether.model.Labels;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stage's memory as it stands in {@code notification-state}: JSON with stable names; sets of fingerprints are eight
 * bytes each, in Base64, since a group may have very many. Stateless.
 */
public final class StateJson {
    private static final JsonMapper MAPPER = MessageJson.MAPPER;

    private StateJson() {}

    private record IntentForm(
            String message, String firing, String resolved, long createdAt, int failedAttempts, long nextAttemptAt) {}

    private record GroupForm(
            String notifier,
            String route,
            String key,
            Map<String, String> labels,
            String sentFiring,
            long sentAt,
            long notBefore,
            String receiverState,
            @Nullable IntentForm intent) {}

    /** A known alert as bytes. */
    public static byte[] write(KnownAlert alert) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("arrivedAt", alert.arrivedAtMillis());
        json.set("transition", MAPPER.readTree(TransitionRecords.write(alert.transition())));
        return MAPPER.writeValueAsBytes(json);
    }

    /** The known alert that bytes stand for. */
    public static KnownAlert readAlert(byte[] bytes) {
        JsonNode json = MAPPER.readTree(bytes);
        return KnownAlert.of(
                TransitionRecords.read(MAPPER.writeValueAsBytes(json.path("transition"))),
                json.path("arrivedAt").asLong());
    }

    /** A group as bytes. */
    public static byte[] write(GroupState group) {
        Intent intent = group.intent();
        return MAPPER.writeValueAsBytes(new GroupForm(
                group.notifierUid(),
                group.routeId(),
                group.key(),
                group.labels().toMap(),
                pack(group.sentFiring()),
                group.sentAtMillis(),
                group.notBeforeMillis(),
                group.receiverState(),
                intent == null
                        ? null
                        : new IntentForm(
                                MessageJson.write(intent.message()),
                                pack(intent.firing()),
                                pack(intent.resolved()),
                                intent.createdAtMillis(),
                                intent.failedAttempts(),
                                intent.nextAttemptAtMillis())));
    }

    /** The group that bytes stand for. */
    public static GroupState readGroup(byte[] bytes) {
        GroupForm form = MAPPER.readValue(bytes, GroupForm.class);
        IntentForm intent = form.intent;
        return new GroupState(
                form.notifier,
                form.route,
                form.key,
                Labels.of(form.labels),
                unpack(form.sentFiring),
                form.sentAt,
                form.notBefore,
                form.receiverState,
                intent == null
                        ? null
                        : new Intent(
                                MessageJson.read(intent.message),
                                unpack(intent.firing),
                                unpack(intent.resolved),
                                intent.createdAt,
                                intent.failedAttempts,
                                intent.nextAttemptAt));
    }

    private static String pack(Collection<String> fingerprints) {
        ByteBuffer bytes = ByteBuffer.allocate(fingerprints.size() * Long.BYTES);
        fingerprints.stream()
                .mapToLong(fingerprint -> Long.parseUnsignedLong(fingerprint, 16))
                .sorted()
                .forEach(bytes::putLong);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static Set<String> unpack(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        Set<String> fingerprints = new HashSet<>();
        while (bytes.remaining() >= Long.BYTES) {
            fingerprints.add(String.format("%016x", bytes.getLong()));
        }
        return fingerprints;
    }
}
