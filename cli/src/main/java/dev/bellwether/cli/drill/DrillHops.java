package dev.bellwether.cli.drill;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.Moments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a drill has come.
 *
 * @param hops what it has passed, in order
 * @param arrived whether the receiver has taken it
 * @param verdict what the server says of the alert, empty while it does not know it
 */
record DrillHops(List<Hop> hops, boolean arrived, String verdict) {
    DrillHops {
        hops = List.copyOf(hops);
    }

    /** One step of the way. */
    record Hop(String name, Instant time, String text) {}

    /**
     * Asks how far the alert has come.
     *
     * @param notifierUid the receiver that is waited for
     */
    static DrillHops ask(ApiClient client, String fingerprint, String notifierUid) {
        Map<String, ?> story;
        try {
            story = JsonTree.object(client.get("/api/v1/explain", List.of(Map.entry("alert", fingerprint)))
                    .data());
        } catch (ApiException e) {
            if (e.isNotFound()) {
                return new DrillHops(List.of(), false, "");
            }
            throw e;
        }
        List<Hop> hops = new ArrayList<>();
        boolean arrived = false;
        for (Object event : JsonTree.list(story.get("events"))) {
            Map<String, ?> one = JsonTree.object(event);
            String what = JsonTree.text(one.get("what"));
            String text = JsonTree.text(one.get("text"));
            boolean ofReceiver = text.startsWith(notifierUid + ": ");
            String name = name(JsonTree.text(one.get("kind")), what, ofReceiver);
            Instant time = Moments.parse(JsonTree.text(one.get("time")));
            if (name != null && time != null) {
                hops.add(new Hop(name, time, text));
            }
            arrived |= ofReceiver && what.equals("sent");
        }
        return new DrillHops(hops, arrived, JsonTree.text(story.get("verdict")));
    }

    private static @Nullable String name(String kind, String what, boolean ofReceiver) {
        return switch (kind + " " + what) {
            case "alert active" -> "accepted by the API";
            case "alert firing" -> "transition in the log";
            case "notification sending" -> ofReceiver ? "message decided" : null;
            case "notification sent" -> ofReceiver ? "sent to the receiver" : null;
            default -> ofReceiver ? what.replace('_', ' ') : null;
        };
    }

    /** The newest time that the server told, null for none. */
    @Nullable
    Instant newest() {
        return hops.isEmpty() ? null : hops.getLast().time();
    }
}
