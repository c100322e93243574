package dev.bellwether.alert.notify.slack;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.ReceiverTools;
import dev.bellwether.alert.notify.http.HttpCall;
import dev.bellwether.model.alert.MessageTemplates;
import dev.bellwether.model.alert.SecretSource;
import java.io.IOException;

/** Posts a message for each notification to an incoming webhook of Slack. */
public final class SlackWebhookReceiver implements Receiver {
    private final SecretSource url;
    private final MessageTemplates templates;
    private final ReceiverTools tools;

    public SlackWebhookReceiver(SecretSource url, MessageTemplates templates, ReceiverTools tools) {
        this.url = url;
        this.templates = templates;
        this.tools = tools;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        tools.http()
                .deliver(HttpCall.postToSecret("slack.url", tools.secrets().read("slack.url", url))
                        .json(SlackMessage.of(message, templates, tools.texts()))
                        .idempotencyKey(message.id()));
        return "";
    }
}
