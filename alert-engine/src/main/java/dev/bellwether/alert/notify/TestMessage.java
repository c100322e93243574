package dev.bellwether.alert.notify;

import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.Notifier;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The notification by which a person tries a notifier out; says of itself that it is a test. */
public final class TestMessage {
    private TestMessage() {}

    /**
     * A test of a notifier.
     *
     * @param id stable from attempt to attempt
     * @param externalUrl where people reach Bellwether, without a slash at its end; may be empty
     * @param now when it is asked for
     */
    public static GroupMessage of(Notifier notifier, String id, String externalUrl, Instant now) {
        Labels labels = Labels.of("alertname", "TestNotification", "notifier", notifier.name(), "severity", "info");
        MessageAlert alert = new MessageAlert(
                AlertFingerprint.of(labels.toString()),
                "test/" + notifier.uid(),
                labels,
                Map.of(
                        "summary",
                        "This is a test of the notifier " + notifier.name() + ".",
                        "description",
                        "Somebody asked Bellwether to send it. Nothing is wrong, nothing is to be done."),
                true,
                now.toEpochMilli(),
                0,
                1,
                null,
                externalUrl);
        // A group of its own for each test: an incident of an earlier one must not swallow it.
        return new GroupMessage(
                id,
                notifier.name(),
                "test:" + notifier.uid() + ":" + id,
                Labels.of("alertname", "TestNotification"),
                List.of(alert),
                0,
                Reason.TEST,
                "",
                externalUrl);
    }
}
