package dev.bellwether.alert.notify.webhook;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.model.alert.ReceiverSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Posts Alertmanager's webhook JSON, with the notification's id as {@code Idempotency-Key}. Redirects are not followed.
 * Safe for use by many threads.
 */
public final class WebhookReceiver implements Receiver {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ReceiverSettings.Webhook settings;
    private final HttpClient client;

    public WebhookReceiver(ReceiverSettings.Webhook settings, HttpClient client) {
        this.settings = settings;
        this.client = client;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        HttpRequest request = HttpRequest.newBuilder(settings.url())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "bellwether")
                .header("Idempotency-Key", message.id())
                .POST(HttpRequest.BodyPublishers.ofByteArray(WebhookMessage.json(message)))
                .build();
        int status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        boolean mayHelpLater = status >= 500 || status == 408 || status == 425 || status == 429;
        if (mayHelpLater) {
            throw new IOException("the receiver answered " + status);
        }
        if (status >= 300) {
            throw new RefusedException("the receiver answered " + status);
        }
        return "";
    }
}
