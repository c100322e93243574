package dev.bellwether.alert.notify.slack;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.ReceiverTools;
import dev.bellwether.alert.notify.http.HttpAnswer;
import dev.bellwether.alert.notify.http.HttpCall;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.SecretSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Keeps one message of a bot up to date for each group, and tells in its thread what has changed. What it hands back is the
 * message's channel and time stamp.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage</a>
 * @see <a href="https://docs.slack.dev/reference/methods/chat.update">chat.update</a>
 */
public final class SlackBotReceiver implements Receiver {
    private static final Set<String> LATER = Set.of(
            "ratelimited",
            "rate_limited",
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org");
    private static final Set<String> GONE = Set.of(
            "message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found", "channel_not_found");

    private final SecretSource token;
    private final ReceiverSettings.Slack settings;
    private final ReceiverTools tools;

    /** Why Slack did not do what it was asked to, in its own word. */
    private static final class SlackException extends Exception {
        private final String error;

        private SlackException(String error) {
            super("Slack answered " + error);
            this.error = error;
        }
    }

    public SlackBotReceiver(SecretSource token, ReceiverSettings.Slack settings, ReceiverTools tools) {
        this.token = token;
        this.settings = settings;
        this.tools = tools;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        try {
            boolean first = message.receiverState().isEmpty() || message.reason() == Reason.NEW;
            return first ? post(message) : update(message);
        } catch (SlackException e) {
            if (LATER.contains(e.error)) {
                throw new IOException(e.getMessage());
            }
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    private String post(GroupMessage message)
            throws IOException, InterruptedException, RefusedException, SlackException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("channel", settings.channel());
        json.putAll(SlackMessage.of(message, settings.templates(), tools.texts()));
        JsonNode answer = call("chat.postMessage", json, message);
        return answer.path("channel").asString("") + ":" + answer.path("ts").asString("");
    }

    private String update(GroupMessage message)
            throws IOException, InterruptedException, RefusedException, SlackException {
        int colon = message.receiverState().indexOf(':');
        String channel = message.receiverState().substring(0, Math.max(0, colon));
        String timestamp = message.receiverState().substring(colon + 1);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("channel", channel);
        json.put("ts", timestamp);
        json.putAll(SlackMessage.of(message, settings.templates(), tools.texts()));
        try {
            call("chat.update", json, message);
        } catch (SlackException e) {
            if (GONE.contains(e.error)) {
                return post(message);
            }
            throw e;
        }
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("channel", channel);
        reply.put("thread_ts", timestamp);
        reply.put("text", SlackMessage.title(message, settings.templates(), tools.texts()));
        // An update alone makes no sound: what must not be missed is shown in the channel, too.
        reply.put("reply_broadcast", message.reason() == Reason.REPEAT || message.reason() == Reason.ESCALATION);
        call("chat.postMessage", reply, message);
        return message.receiverState();
    }

    private JsonNode call(String method, Map<String, Object> json, GroupMessage message)
            throws IOException, InterruptedException, RefusedException, SlackException {
        String secret = tools.secrets().read("slack.token", token);
        HttpAnswer answer = tools.http()
                .deliver(HttpCall.post(settings.apiUrl(), "/" + method)
                        .json(json)
                        .hiding(secret)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .header("Authorization", "Bearer " + secret)
                        .idempotencyKey(message.id()));
        JsonNode body = answer.json();
        if (!body.path("ok").asBoolean(false)) {
            throw new SlackException(body.path("error").asString("something that is not its JSON"));
        }
        return body;
    }
}
