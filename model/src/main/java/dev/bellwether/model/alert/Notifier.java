package dev.bellwether.model.alert;

/**
 * Where alerts go.
 *
 * @param uid unique among all notifiers and stable from change to change
 * @param name its name, the {@code receiver} in what is sent
 * @param routing which alerts it takes, and how it puts them together
 * @param receiver what it sends to
 * @param limits what the receiver may be asked to bear
 */
public record Notifier(String uid, String name, Routing routing, ReceiverSettings receiver, DeliveryLimits limits) {
    public Notifier {
        if (uid.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "a notifier needs a uid and a name, got \"" + uid + "\" and \"" + name + "\"");
        }
    }

    /** With the usual limits. */
    public Notifier(String uid, String name, Routing routing, ReceiverSettings receiver) {
        this(uid, name, routing, receiver, DeliveryLimits.DEFAULT);
    }
}
