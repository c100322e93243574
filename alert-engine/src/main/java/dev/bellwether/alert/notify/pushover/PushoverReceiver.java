package dev.bellwether.alert.notify.pushover;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.ReceiverTools;
import dev.bellwether.alert.notify.http.HttpCall;
import dev.bellwether.alert.notify.text.AlertText;
import dev.bellwether.alert.notify.text.Markup;
import dev.bellwether.alert.notify.text.MessageSeverity;
import dev.bellwether.alert.notify.text.MessageText;
import dev.bellwether.model.alert.ReceiverSettings;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sends a message for each notification to Pushover.
 *
 * @see <a href="https://pushover.net/api">Message API</a>
 */
public final class PushoverReceiver implements Receiver {
    private static final int LONGEST_TITLE = 250;
    private static final int LONGEST_MESSAGE = 1024;
    private static final int LONGEST_ADDRESS = 512;

    private final ReceiverSettings.Pushover settings;
    private final ReceiverTools tools;

    public PushoverReceiver(ReceiverSettings.Pushover settings, ReceiverTools tools) {
        this.settings = settings;
        this.tools = tools;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        String token = tools.secrets().read("pushover.token", settings.token());
        String user = tools.secrets().read("pushover.userKey", settings.userKey());
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", token);
        form.put("user", user);
        if (!settings.device().isEmpty()) {
            form.put("device", settings.device());
        }
        form.put("title", tools.texts().title(settings.templates(), message, LONGEST_TITLE));
        form.put("message", tools.texts().body(settings.templates(), message, Markup.HTML, LONGEST_MESSAGE));
        form.put("html", "1");
        form.put("priority", priority(message));
        link(message).ifPresent(link -> {
            form.put("url", link.address());
            form.put("url_title", link.label());
        });
        tools.http()
                .deliver(HttpCall.post(settings.url())
                        .hiding(token)
                        .hiding(user)
                        .body("application/x-www-form-urlencoded", encoded(form))
                        .idempotencyKey(message.id()));
        return "";
    }

    /** High breaks quiet hours, low makes no sound. */
    private static String priority(GroupMessage message) {
        if (!message.firing()) {
            return "-1";
        }
        return switch (MessageSeverity.of(message)) {
            case CRITICAL -> "1";
            case ERROR, WARNING -> "0";
            case INFO -> "-1";
        };
    }

    private static Optional<AlertText.Link> link(GroupMessage message) {
        return MessageText.of(message, 1).alerts().getFirst().links().stream()
                .filter(link -> link.address().length() <= LONGEST_ADDRESS)
                .findFirst();
    }

    private static byte[] encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
