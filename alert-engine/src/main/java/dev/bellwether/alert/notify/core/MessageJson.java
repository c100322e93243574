package dev.bellwether.alert.notify.core;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import dev.bellwether.model.Labels;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A message as it stands in intents, dead letters and redeliveries: JSON with stable names. Stateless. */
public final class MessageJson {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private MessageJson() {}

    private record AlertForm(
            String fingerprint,
            String rule,
            Map<String, String> labels,
            Map<String, String> annotations,
            boolean firing,
            long startsAt,
            long endsAt,
            double value,
            @Nullable Double threshold,
            String generatorUrl) {}

    private record Form(
            String id,
            String receiver,
            String groupKey,
            Map<String, String> groupLabels,
            List<AlertForm> alerts,
            int truncatedAlerts,
            GroupMessage.Reason reason,
            String receiverState,
            String externalUrl) {}

    /** A message as text. */
    public static String write(GroupMessage message) {
        List<AlertForm> alerts = message.alerts().stream()
                .map(alert -> new AlertForm(
                        alert.fingerprint(),
                        alert.ruleUid(),
                        alert.labels().toMap(),
                        alert.annotations(),
                        alert.firing(),
                        alert.startsAtMillis(),
                        alert.endsAtMillis(),
                        alert.value(),
                        alert.threshold(),
                        alert.generatorUrl()))
                .toList();
        return MAPPER.writeValueAsString(new Form(
                message.id(),
                message.receiver(),
                message.groupKey(),
                message.groupLabels().toMap(),
                alerts,
                message.truncatedAlerts(),
                message.reason(),
                message.receiverState(),
                message.externalUrl()));
    }

    /**
     * The message of a text.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static GroupMessage read(String json) {
        try {
            Form form = MAPPER.readValue(json, Form.class);
            return new GroupMessage(
                    form.id,
                    form.receiver,
                    form.groupKey,
                    Labels.of(form.groupLabels),
                    form.alerts.stream().map(MessageJson::alert).toList(),
                    form.truncatedAlerts,
                    form.reason,
                    form.receiverState,
                    form.externalUrl);
        } catch (JacksonException | NullPointerException e) {
            throw new IllegalArgumentException("not a message: " + e.getMessage(), e);
        }
    }

    private static MessageAlert alert(AlertForm form) {
        return new MessageAlert(
                form.fingerprint,
                form.rule,
                Labels.of(form.labels),
                form.annotations,
                form.firing,
                form.startsAt,
                form.endsAt,
                form.value,
                form.threshold,
                form.generatorUrl);
    }
}
