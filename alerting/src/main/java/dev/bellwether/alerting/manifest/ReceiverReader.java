package dev.bellwether.alerting.manifest;

import dev.bellwether.model.alert.HttpCredentials;
import dev.bellwether.model.alert.MessageTemplates;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.ReceiverSettings.Email.Tls;
import dev.bellwether.model.alert.SecretSource;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the part of a Notifier that says where alerts go: one key for the kind of receiver, its settings below. */
final class ReceiverReader {
    private static final Map<String, Function<ReceiverFields, @Nullable ReceiverSettings>> KINDS = kinds();

    private ReceiverReader() {}

    private static Map<String, Function<ReceiverFields, @Nullable ReceiverSettings>> kinds() {
        Map<String, Function<ReceiverFields, @Nullable ReceiverSettings>> kinds = new LinkedHashMap<>();
        kinds.put("webhook", ReceiverReader::webhook);
        kinds.put("slack", ReceiverReader::slack);
        kinds.put("discord", ReceiverReader::discord);
        kinds.put("email", ReceiverReader::email);
        kinds.put("pagerDuty", ReceiverReader::pagerDuty);
        kinds.put("opsgenie", ReceiverReader::opsgenie);
        kinds.put("teams", ReceiverReader::teams);
        kinds.put("telegram", ReceiverReader::telegram);
        kinds.put("pushover", ReceiverReader::pushover);
        kinds.put("ntfy", ReceiverReader::ntfy);
        kinds.put("alertmanager", ReceiverReader::alertmanager);
        kinds.put("heartbeat", ReceiverReader::heartbeat);
        return kinds;
    }

    /**
     * The settings of the one receiver that a specification names.
     *
     * @param place where an error goes that has no place of its own
     * @return null where there is an error, which has been added
     */
    static @Nullable ReceiverSettings read(YamlMap spec, Node place, YamlMap.Errors errors) {
        List<String> named = KINDS.keySet().stream().filter(spec::has).toList();
        KINDS.keySet().forEach(spec::node);
        if (named.size() != 1) {
            errors.add(
                    place,
                    (named.isEmpty()
                                    ? "spec names no receiver"
                                    : "spec names the receivers " + String.join(", ", named))
                            + ", exactly one is needed of " + String.join(", ", KINDS.keySet()));
            return null;
        }
        String kind = named.getFirst();
        ReceiverFields fields = new ReceiverFields(kind, spec.map(kind), errors);
        Node node = fields.place(spec.node(kind), place);
        try {
            Function<ReceiverFields, @Nullable ReceiverSettings> reader = KINDS.get(kind);
            ReceiverSettings settings = reader == null ? null : reader.apply(fields);
            fields.finish();
            return settings;
        } catch (IllegalArgumentException e) {
            errors.add(node, "spec." + e.getMessage());
            return null;
        }
    }

    private static @Nullable ReceiverSettings webhook(ReceiverFields fields) {
        SecretSource url = fields.required("url");
        HttpCredentials credentials = fields.credentials();
        Map<String, SecretSource> headers = fields.secretsOfBoth("headers");
        SecretSource signingKey = fields.secret("signingKey");
        String body = fields.template("body");
        return url == null ? null : new ReceiverSettings.Webhook(url, credentials, headers, signingKey, body);
    }

    private static ReceiverSettings slack(ReceiverFields fields) {
        return new ReceiverSettings.Slack(
                fields.secret("url"),
                fields.secret("token"),
                fields.text("channel", ""),
                fields.address("apiUrl", ReceiverSettings.Slack.API),
                fields.templates());
    }

    private static @Nullable ReceiverSettings discord(ReceiverFields fields) {
        SecretSource url = fields.required("url");
        String username = fields.text("username", "");
        MessageTemplates templates = fields.templates();
        return url == null ? null : new ReceiverSettings.Discord(url, username, templates);
    }

    private static @Nullable ReceiverSettings email(ReceiverFields fields) {
        String host = fields.requiredText("host");
        Tls tls = fields.value("tls", Tls.StartTls, ReceiverReader::tls);
        int standardPort = switch (tls) {
            case StartTls -> 587;
            case Implicit -> 465;
            case None -> 25;
        };
        int port = fields.value("port", standardPort, ReceiverReader::number);
        String username = fields.text("username", "");
        SecretSource password = fields.secret("password");
        String from = fields.requiredText("from");
        List<String> to = fields.list("to");
        MessageTemplates templates = fields.templates();
        String html = fields.template("html");
        return host == null || from == null
                ? null
                : new ReceiverSettings.Email(host, port, tls, username, password, from, to, templates, html);
    }

    private static @Nullable ReceiverSettings pagerDuty(ReceiverFields fields) {
        SecretSource key = fields.required("routingKey");
        URI url = fields.address("url", ReceiverSettings.PagerDuty.EVENTS);
        MessageTemplates templates = fields.templates();
        return key == null ? null : new ReceiverSettings.PagerDuty(key, url, templates);
    }

    private static @Nullable ReceiverSettings opsgenie(ReceiverFields fields) {
        SecretSource key = fields.required("apiKey");
        URI region = fields.value("region", ReceiverSettings.Opsgenie.US, ReceiverReader::region);
        URI url = fields.address("url", region);
        List<String> teams = fields.list("teams");
        List<String> tags = fields.list("tags");
        MessageTemplates templates = fields.templates();
        return key == null ? null : new ReceiverSettings.Opsgenie(key, url, teams, tags, templates);
    }

    private static @Nullable ReceiverSettings teams(ReceiverFields fields) {
        SecretSource url = fields.required("url");
        MessageTemplates templates = fields.templates();
        return url == null ? null : new ReceiverSettings.Teams(url, templates);
    }

    private static @Nullable ReceiverSettings telegram(ReceiverFields fields) {
        SecretSource token = fields.required("token");
        String chat = fields.requiredText("chatId");
        URI url = fields.address("apiUrl", ReceiverSettings.Telegram.API);
        MessageTemplates templates = fields.templates();
        return token == null || chat == null ? null : new ReceiverSettings.Telegram(token, chat, url, templates);
    }

    private static @Nullable ReceiverSettings pushover(ReceiverFields fields) {
        SecretSource token = fields.required("token");
        SecretSource user = fields.required("userKey");
        String device = fields.text("device", "");
        URI url = fields.address("url", ReceiverSettings.Pushover.MESSAGES);
        MessageTemplates templates = fields.templates();
        return token == null || user == null
                ? null
                : new ReceiverSettings.Pushover(token, user, device, url, templates);
    }

    private static @Nullable ReceiverSettings ntfy(ReceiverFields fields) {
        URI url = fields.address("url", ReceiverSettings.Ntfy.SERVER);
        SecretSource topic = fields.required("topic");
        HttpCredentials credentials = fields.credentials();
        List<String> tags = fields.list("tags");
        MessageTemplates templates = fields.templates();
        return topic == null ? null : new ReceiverSettings.Ntfy(url, topic, credentials, tags, templates);
    }

    private static ReceiverSettings alertmanager(ReceiverFields fields) {
        List<URI> urls = fields.addresses("urls");
        return new ReceiverSettings.Alertmanager(urls, fields.credentials());
    }

    private static @Nullable ReceiverSettings heartbeat(ReceiverFields fields) {
        SecretSource url = fields.required("url");
        boolean post = fields.value("method", false, ReceiverReader::isPost);
        Duration interval = fields.duration("interval", Duration.ofMinutes(1));
        Duration maxLag = fields.duration("maxLag", Duration.ofMinutes(2));
        return url == null ? null : new ReceiverSettings.Heartbeat(url, post, interval, maxLag);
    }

    private static Tls tls(String text) {
        return Stream.of(Tls.values())
                .filter(choice -> choice.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("allowed are StartTls, Implicit and None"));
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("a number is needed");
        }
        return Integer.parseInt(text);
    }

    private static URI region(String text) {
        return switch (text) {
            case "US" -> ReceiverSettings.Opsgenie.US;
            case "EU" -> ReceiverSettings.Opsgenie.EU;
            default -> throw new IllegalArgumentException("allowed are US and EU");
        };
    }

    private static boolean isPost(String text) {
        return switch (text) {
            case "POST" -> true;
            case "GET" -> false;
            default -> throw new IllegalArgumentException("allowed are GET and POST");
        };
    }
}
