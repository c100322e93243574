package dev.bellwether.alerting.secret;

import dev.bellwether.model.alert.HttpCredentials;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.SecretSource;
import dev.bellwether.model.alert.SecretSource.Sealed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Every secret in the settings of a receiver, by the name of its field. Stateless. */
public final class ReceiverSecrets {
    private ReceiverSecrets() {}

    /**
     * The notifier with other sources of its secrets.
     *
     * @param replacement gives the new source for a field such as {@code slack.token} and its source
     */
    public static Notifier replaced(Notifier notifier, BiFunction<String, SecretSource, SecretSource> replacement) {
        return new Notifier(
                notifier.uid(),
                notifier.name(),
                notifier.routing(),
                replaced(notifier.receiver(), replacement),
                notifier.limits());
    }

    /** The notifier with each sealed value to be opened for the very field of this notifier that it stands in. */
    public static Notifier inPlace(Notifier notifier) {
        return replaced(
                notifier,
                (field, source) -> source instanceof Sealed sealed ? sealed.at(place(notifier.uid(), field)) : source);
    }

    /** The place of a field, to which what is sealed for it is bound. */
    public static String place(String notifierUid, String field) {
        return notifierUid + "#" + field;
    }

    private static ReceiverSettings replaced(
            ReceiverSettings settings, BiFunction<String, SecretSource, SecretSource> by) {
        return switch (settings) {
            case ReceiverSettings.Webhook it ->
                new ReceiverSettings.Webhook(
                        by.apply("webhook.url", it.url()),
                        credentials("webhook", it.credentials(), by),
                        headers(it.headers(), by),
                        optional("webhook.signingKey", it.signingKey(), by),
                        it.body());
            case ReceiverSettings.Slack it ->
                new ReceiverSettings.Slack(
                        optional("slack.url", it.url(), by),
                        optional("slack.token", it.token(), by),
                        it.channel(),
                        it.apiUrl(),
                        it.templates());
            case ReceiverSettings.Discord it ->
                new ReceiverSettings.Discord(by.apply("discord.url", it.url()), it.username(), it.templates());
            case ReceiverSettings.Email it ->
                new ReceiverSettings.Email(
                        it.host(),
                        it.port(),
                        it.tls(),
                        it.username(),
                        optional("email.password", it.password(), by),
                        it.from(),
                        it.to(),
                        it.templates(),
                        it.html());
            case ReceiverSettings.PagerDuty it ->
                new ReceiverSettings.PagerDuty(
                        by.apply("pagerDuty.routingKey", it.routingKey()), it.url(), it.templates());
            case ReceiverSettings.Opsgenie it ->
                new ReceiverSettings.Opsgenie(
                        by.apply("opsgenie.apiKey", it.apiKey()), it.url(), it.teams(), it.tags(), it.templates());
            case ReceiverSettings.Teams it ->
                new ReceiverSettings.Teams(by.apply("teams.url", it.url()), it.templates());
            case ReceiverSettings.Telegram it ->
                new ReceiverSettings.Telegram(
                        by.apply("telegram.token", it.token()), it.chatId(), it.apiUrl(), it.templates());
            case ReceiverSettings.Pushover it ->
                new ReceiverSettings.Pushover(
                        by.apply("pushover.token", it.token()),
                        by.apply("pushover.userKey", it.userKey()),
                        it.device(),
                        it.url(),
                        it.templates());
            case ReceiverSettings.Ntfy it ->
                new ReceiverSettings.Ntfy(
                        it.url(),
                        by.apply("ntfy.topic", it.topic()),
                        credentials("ntfy", it.credentials(), by),
                        it.tags(),
                        it.templates());
            case ReceiverSettings.Alertmanager it ->
                new ReceiverSettings.Alertmanager(it.urls(), credentials("alertmanager", it.credentials(), by));
            case ReceiverSettings.Heartbeat it ->
                new ReceiverSettings.Heartbeat(
                        by.apply("heartbeat.url", it.url()), it.post(), it.interval(), it.maxLag());
        };
    }

    private static HttpCredentials credentials(
            String kind, HttpCredentials credentials, BiFunction<String, SecretSource, SecretSource> by) {
        return switch (credentials) {
            case HttpCredentials.None it -> it;
            case HttpCredentials.Basic it ->
                new HttpCredentials.Basic(it.username(), by.apply(kind + ".basicAuth.password", it.password()));
            case HttpCredentials.Bearer it -> new HttpCredentials.Bearer(by.apply(kind + ".bearerToken", it.token()));
        };
    }

    private static Map<String, SecretSource> headers(
            Map<String, SecretSource> headers, BiFunction<String, SecretSource, SecretSource> by) {
        Map<String, SecretSource> replaced = new LinkedHashMap<>();
        headers.forEach((name, source) -> replaced.put(name, by.apply("webhook.headers." + name, source)));
        return replaced;
    }

    private static @Nullable SecretSource optional(
            String field, @Nullable SecretSource source, BiFunction<String, SecretSource, SecretSource> by) {
        return source == null ? null : Objects.requireNonNull(by.apply(field, source));
    }
}
