package dev.bellwether.alert.notify;

import dev.bellwether.model.alert.HttpCredentials;
import dev.bellwether.model.alert.MessageTemplates;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.SecretSource;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A notifier of each kind that speaks HTTP, sending to a server of the tests. */
public final class Kinds {
    /** Stands in every secret. */
    public static final String SECRET = "s3cret/part";

    private static final MessageTemplates OWN = MessageTemplates.DEFAULT;

    private Kinds() {}

    /** The settings by the kind's name. */
    public static Map<String, ReceiverSettings> at(URI server) {
        HttpCredentials basic = new HttpCredentials.Basic("bellwether", secret("password"));
        Map<String, ReceiverSettings> kinds = new LinkedHashMap<>();
        kinds.put(
                "webhook",
                new ReceiverSettings.Webhook(
                        secretAddress(server), basic, Map.of("X-Team", secret("header")), secret("signing"), ""));
        kinds.put(
                "webhook-template",
                new ReceiverSettings.Webhook(
                        secretAddress(server),
                        new HttpCredentials.None(),
                        Map.of(),
                        null,
                        "{\"what\": {{ .CommonLabels.alertname | toJson }}, \"count\": {{ len .Alerts.Firing }}}"));
        kinds.put("slack", new ReceiverSettings.Slack(secretAddress(server), null, "", server, OWN));
        kinds.put("slack-bot", new ReceiverSettings.Slack(null, secret("token"), "#alerts", server, OWN));
        kinds.put("discord", new ReceiverSettings.Discord(secretAddress(server), "Bellwether", OWN));
        kinds.put("pagerDuty", new ReceiverSettings.PagerDuty(secret("key"), server, OWN));
        kinds.put(
                "opsgenie",
                new ReceiverSettings.Opsgenie(secret("key"), server, List.of("blue"), List.of("night"), OWN));
        kinds.put("teams", new ReceiverSettings.Teams(secretAddress(server), OWN));
        kinds.put("telegram", new ReceiverSettings.Telegram(secret("token"), "-1001", server, OWN));
        kinds.put("pushover", new ReceiverSettings.Pushover(secret("token"), secret("user"), "phone", server, OWN));
        kinds.put(
                "ntfy",
                new ReceiverSettings.Ntfy(
                        server,
                        new SecretSource.Plain("alerts-" + SECRET),
                        new HttpCredentials.Bearer(secret("token")),
                        List.of("computer"),
                        OWN));
        kinds.put("alertmanager", new ReceiverSettings.Alertmanager(List.of(server), basic));
        return kinds;
    }

    /** The settings of a heartbeat and of mail, whose tests are their own. */
    public static List<ReceiverSettings> others(URI server) {
        return List.of(
                new ReceiverSettings.Heartbeat(
                        secretAddress(server), false, Duration.ofMinutes(1), Duration.ofMinutes(2)),
                new ReceiverSettings.Email(
                        "localhost",
                        587,
                        ReceiverSettings.Email.Tls.StartTls,
                        "bellwether",
                        secret("password"),
                        "bellwether@example.org",
                        List.of("team@example.org"),
                        OWN,
                        ""));
    }

    private static SecretSource secretAddress(URI server) {
        return new SecretSource.Plain(server + "/hooks/" + SECRET);
    }

    private static SecretSource secret(String what) {
        return new SecretSource.Plain(what + "-" + SECRET);
    }
}
