package dev.bellwether.alert.notify.telegram;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.ReceiverTools;
import dev.bellwether.alert.notify.http.HttpAnswer;
import dev.bellwether.alert.notify.http.HttpCall;
import dev.bellwether.alert.notify.text.Markup;
import dev.bellwether.model.alert.ReceiverSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sends a message for each notification; later ones of a group answer its first. What it hands back is the first one's id.
 *
 * @see <a href="https://core.telegram.org/bots/api#sendmessage">sendMessage</a>
 */
public final class TelegramReceiver implements Receiver {
    /** The limit is counted in characters after mark-up, so that this is on the safe side. */
    private static final int LONGEST_MESSAGE = 4096;

    private static final int LONGEST_TITLE = 250;

    private final ReceiverSettings.Telegram settings;
    private final ReceiverTools tools;

    public TelegramReceiver(ReceiverSettings.Telegram settings, ReceiverTools tools) {
        this.settings = settings;
        this.tools = tools;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        String token = tools.secrets().read("telegram.token", settings.token());
        HttpCall call = HttpCall.postToSecret("telegram.token", settings.apiUrl() + "/bot" + token + "/sendMessage")
                .hiding(token)
                .json(json(message))
                .idempotencyKey(message.id());
        HttpAnswer answer = tools.http().send(call);
        int patience = answer.json().path("parameters").path("retry_after").asInt(0);
        if (answer.status() == 429 && patience > 0) {
            throw new RetryLaterException("the receiver answered 429", Duration.ofSeconds(patience));
        }
        tools.http().check(call, answer);
        if (isAnswer(message)) {
            return message.receiverState();
        }
        long id = answer.json().path("result").path("message_id").asLong(0);
        return id == 0 ? "" : Long.toString(id);
    }

    private static boolean isAnswer(GroupMessage message) {
        return message.reason() != Reason.NEW && message.receiverState().matches("[0-9]{1,18}");
    }

    private Map<String, Object> json(GroupMessage message) {
        String title =
                Markup.HTML.bold(Markup.HTML.escape(tools.texts().title(settings.templates(), message, LONGEST_TITLE)));
        int room = LONGEST_MESSAGE - title.length() - 2;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("chat_id", settings.chatId());
        json.put("text", title + "\n\n" + tools.texts().body(settings.templates(), message, Markup.HTML, room));
        json.put("parse_mode", "HTML");
        json.put("link_preview_options", Map.of("is_disabled", true));
        json.put("disable_notification", !message.firing());
        if (isAnswer(message)) {
            Map<String, Object> reply = new LinkedHashMap<>();
            reply.put("message_id", Long.parseLong(message.receiverState()));
            reply.put("allow_sending_without_reply", true);
            json.put("reply_parameters", reply);
        }
        return json;
    }
}
