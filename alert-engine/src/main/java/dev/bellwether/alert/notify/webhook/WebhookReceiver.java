package dev.bellwether.alert.notify.webhook;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.ReceiverTools;
import dev.bellwether.alert.notify.http.HttpCall;
import dev.bellwether.alerting.template.TemplateException;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.SecretSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Posts Alertmanager's webhook JSON, or what a template gives, with the notification's id as {@code Idempotency-Key}, signed where there is a key. */
public final class WebhookReceiver implements Receiver {
    private final ReceiverSettings.Webhook settings;
    private final ReceiverTools tools;

    public WebhookReceiver(ReceiverSettings.Webhook settings, ReceiverTools tools) {
        this.settings = settings;
        this.tools = tools;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        byte[] body = body(message);
        HttpCall call = HttpCall.postToSecret("webhook.url", tools.secrets().read("webhook.url", settings.url()))
                .body("application/json", body)
                .idempotencyKey(message.id())
                .credentials(settings.credentials(), tools.secrets());
        for (Map.Entry<String, SecretSource> header : settings.headers().entrySet()) {
            String value = tools.secrets().read("webhook.headers." + header.getKey(), header.getValue());
            call.secretHeader(header.getKey(), value);
        }
        SecretSource key = settings.signingKey();
        if (key != null) {
            String secret = tools.secrets().read("webhook.signingKey", key);
            call.hiding(secret)
                    .header(Signature.HEADER, Signature.of(secret, tools.clock().instant(), body));
        }
        tools.http().deliver(call);
        return "";
    }

    private byte[] body(GroupMessage message) throws RefusedException {
        if (settings.body().isEmpty()) {
            return WebhookMessage.json(message);
        }
        try {
            String body = tools.texts().render("webhook.body", settings.body(), message);
            JsonMapper.shared().readTree(body);
            return body.getBytes(StandardCharsets.UTF_8);
        } catch (TemplateException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            throw new RefusedException("webhook.body gives no JSON: " + e.getOriginalMessage());
        }
    }
}
