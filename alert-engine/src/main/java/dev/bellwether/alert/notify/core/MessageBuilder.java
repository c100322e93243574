package dev.bellwether.alert.notify.core;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertFingerprint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the message of a group: bounded, whatever a rule gives. Stateless. */
final class MessageBuilder {
    /** A message with all its alerts stands in the log as one record. */
    private static final int MOST_CHARACTERS = 400_000;

    private final String externalUrl;

    MessageBuilder(String externalUrl) {
        this.externalUrl = externalUrl;
    }

    GroupMessage message(Route route, GroupState state, GroupPicture picture, Reason reason, long now) {
        List<KnownAlert> all = new ArrayList<>(picture.firing());
        all.addAll(picture.resolved());
        List<MessageAlert> listed = new ArrayList<>();
        int characters = 0;
        for (KnownAlert alert : all) {
            characters += size(alert);
            boolean full = listed.size() >= route.notifier().limits().maximumAlerts()
                    || !listed.isEmpty() && characters > MOST_CHARACTERS;
            if (full) {
                break;
            }
            listed.add(listed(alert));
        }
        String id = AlertFingerprint.of(state.id() + "\0" + now + "\0" + reason + "\0" + state.sentAtMillis());
        return new GroupMessage(
                id,
                route.notifier().name(),
                state.key(),
                state.labels(),
                listed,
                all.size() - listed.size(),
                reason,
                state.receiverState(),
                externalUrl);
    }

    private static int size(KnownAlert alert) {
        int size = alert.transition().expression().length();
        for (Map.Entry<String, String> entry : alert.transition().annotations().entrySet()) {
            size += entry.getKey().length() + entry.getValue().length();
        }
        int[] labels = {0};
        alert.labels().forEach((name, value) -> labels[0] += name.length() + value.length());
        return size + labels[0];
    }

    private MessageAlert listed(KnownAlert known) {
        Alert alert = known.transition().alert();
        String expression = known.transition().expression();
        String url = externalUrl.isEmpty() || expression.isEmpty()
                ? externalUrl
                : externalUrl + "/graph?g0.expr=" + URLEncoder.encode(expression, StandardCharsets.UTF_8) + "&g0.tab=1";
        return new MessageAlert(
                known.fingerprint(),
                known.transition().ruleUid(),
                alert.labels(),
                known.transition().annotations(),
                known.fires(),
                alert.activeAtMillis(),
                alert.endedAtMillis(),
                alert.value(),
                known.transition().threshold(),
                url);
    }
}
