package dev.bellwether.model.alert;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a notifier sends to: one record for each kind of receiver. Addresses that are secrets themselves, as those of incoming
 * webhooks are, are {@link SecretSource}s.
 */
public sealed interface ReceiverSettings {
    /** Whether alerts go there; a heartbeat takes none. */
    default boolean takesAlerts() {
        return true;
    }

    /**
     * Alertmanager's webhook.
     *
     * @param url an {@code http} or {@code https} address that takes Alertmanager's webhook JSON
     * @param credentials who sends
     * @param headers headers by name, added to those that Bellwether writes
     * @param signingKey key of the HMAC-SHA256 in the header {@code X-Bellwether-Signature}, null for none
     * @param body a Go template for the body, which must give JSON; empty for Alertmanager's webhook JSON
     */
    record Webhook(
            SecretSource url,
            HttpCredentials credentials,
            Map<String, SecretSource> headers,
            @Nullable SecretSource signingKey,
            String body)
            implements ReceiverSettings {
        public Webhook {
            headers = Map.copyOf(headers);
            SettingChecks.address("webhook.url", url);
            headers.keySet().forEach(name -> SettingChecks.headerName("webhook.headers", name));
        }

        /** An address and nothing else. */
        public Webhook(URI url) {
            this(new SecretSource.Plain(url.toString()), new HttpCredentials.None(), Map.of(), null, "");
        }
    }

    /**
     * Slack: an incoming webhook, or a bot, which keeps one message for each group up to date and tells what has changed in
     * its thread.
     *
     * @param url the incoming webhook, null for a bot
     * @param token the bot's token with the scope {@code chat:write}, null for an incoming webhook
     * @param channel the bot's channel; empty for an incoming webhook, which has one
     * @param apiUrl where Slack's API is
     * @param templates the texts
     */
    record Slack(
            @Nullable SecretSource url,
            @Nullable SecretSource token,
            String channel,
            URI apiUrl,
            MessageTemplates templates)
            implements ReceiverSettings {
        /** Slack's API. */
        public static final URI API = URI.create("https://slack.com/api");

        public Slack {
            if ((url == null) == (token == null)) {
                throw new IllegalArgumentException(
                        "slack needs either url (an incoming webhook) or token (a bot), and not both");
            }
            if (url != null) {
                SettingChecks.address("slack.url", url);
            }
            if ((token == null) != channel.isBlank()) {
                throw new IllegalArgumentException("slack.channel is \"" + channel
                        + "\"; a bot (token) needs one, an incoming webhook (url) has its own");
            }
            SettingChecks.address("slack.apiUrl", apiUrl);
        }
    }

    /**
     * A webhook of a Discord channel.
     *
     * @param url the webhook
     * @param username the name that messages carry, empty for the webhook's own
     * @param templates the texts
     */
    record Discord(SecretSource url, String username, MessageTemplates templates) implements ReceiverSettings {
        public Discord {
            SettingChecks.address("discord.url", url);
        }
    }

    /**
     * E-mail over SMTP.
     *
     * @param host the server
     * @param port its port
     * @param tls how the connection is encrypted
     * @param username who signs in, empty for nobody
     * @param password the password, null for nobody
     * @param from the sender's address
     * @param to the recipients' addresses
     * @param templates subject and text part
     * @param html a Go template for the HTML part, empty for the one that Bellwether writes
     */
    record Email(
            String host,
            int port,
            Tls tls,
            String username,
            @Nullable SecretSource password,
            String from,
            List<String> to,
            MessageTemplates templates,
            String html)
            implements ReceiverSettings {
        /** How a connection to a mail server is encrypted. */
        public enum Tls {
            /** In the clear at first, then STARTTLS; without it nothing is sent. Port 587. */
            StartTls,
            /** From the first byte. Port 465. */
            Implicit,
            /** Not at all, for a relay on the same machine. Port 25. */
            None
        }

        public Email {
            to = List.copyOf(to);
            SettingChecks.notBlank("email.host", host);
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("email.port is " + port + ", allowed are 1 to 65535");
            }
            if (username.isEmpty() != (password == null)) {
                throw new IllegalArgumentException("email.username and email.password go together");
            }
            SettingChecks.mailAddress("email.from", from);
            SettingChecks.notEmpty("email.to", to);
            to.forEach(address -> SettingChecks.mailAddress("email.to", address));
        }
    }

    /**
     * PagerDuty, Events API v2.
     *
     * @param routingKey the integration's key
     * @param url where events go
     * @param templates title is the summary, text the detail {@code text}
     */
    record PagerDuty(SecretSource routingKey, URI url, MessageTemplates templates) implements ReceiverSettings {
        /** Where PagerDuty takes events. */
        public static final URI EVENTS = URI.create("https://events.pagerduty.com/v2/enqueue");

        public PagerDuty {
            SettingChecks.address("pagerDuty.url", url);
        }
    }

    /**
     * Opsgenie's alert API.
     *
     * @param apiKey the integration's key
     * @param url the API, which depends on the region
     * @param teams who is called, empty for the integration's own
     * @param tags tags of the alert
     * @param templates message and description
     */
    record Opsgenie(SecretSource apiKey, URI url, List<String> teams, List<String> tags, MessageTemplates templates)
            implements ReceiverSettings {
        /** The API of the region US. */
        public static final URI US = URI.create("https://api.opsgenie.com");

        /** The API of the region EU. */
        public static final URI EU = URI.create("https://api.eu.opsgenie.com");

        public Opsgenie {
            teams = List.copyOf(teams);
            tags = List.copyOf(tags);
            SettingChecks.address("opsgenie.url", url);
        }
    }

    /**
     * A workflow of Microsoft Teams that posts to a channel when a webhook request is received.
     *
     * @param url the workflow's address
     * @param templates the texts
     */
    record Teams(SecretSource url, MessageTemplates templates) implements ReceiverSettings {
        public Teams {
            SettingChecks.address("teams.url", url);
        }
    }

    /**
     * A bot of Telegram.
     *
     * @param token the bot's token
     * @param chatId the chat's number, or {@code @name} of a channel
     * @param apiUrl where the Bot API is
     * @param templates the texts; Telegram's HTML
     */
    record Telegram(SecretSource token, String chatId, URI apiUrl, MessageTemplates templates)
            implements ReceiverSettings {
        /** Telegram's Bot API. */
        public static final URI API = URI.create("https://api.telegram.org");

        private static final Pattern CHAT = Pattern.compile("-?[0-9]{1,19}|@[A-Za-z0-9_]+");

        public Telegram {
            SettingChecks.matches("telegram.chatId", chatId, CHAT, "a number or @channel is needed");
            SettingChecks.address("telegram.apiUrl", apiUrl);
        }
    }

    /**
     * Pushover.
     *
     * @param token the application's token
     * @param userKey the user's or the group's key
     * @param device one of the user's devices, empty for all
     * @param url where messages go
     * @param templates the texts
     */
    record Pushover(SecretSource token, SecretSource userKey, String device, URI url, MessageTemplates templates)
            implements ReceiverSettings {
        /** Where Pushover takes messages. */
        public static final URI MESSAGES = URI.create("https://api.pushover.net/1/messages.json");

        public Pushover {
            SettingChecks.address("pushover.url", url);
        }
    }

    /**
     * ntfy.
     *
     * @param url the server
     * @param topic the topic
     * @param credentials who sends
     * @param tags tags or names of emojis beside those that tell the state
     * @param templates the texts
     */
    record Ntfy(URI url, SecretSource topic, HttpCredentials credentials, List<String> tags, MessageTemplates templates)
            implements ReceiverSettings {
        /** The server that everybody may use. */
        public static final URI SERVER = URI.create("https://ntfy.sh");

        public Ntfy {
            tags = List.copyOf(tags);
            SettingChecks.address("ntfy.url", url);
        }
    }

    /**
     * Alertmanager, API v2.
     *
     * @param urls each member of a cluster; alerts go to all of them
     * @param credentials who sends
     */
    record Alertmanager(List<URI> urls, HttpCredentials credentials) implements ReceiverSettings {
        public Alertmanager {
            urls = List.copyOf(urls);
            SettingChecks.notEmpty("alertmanager.urls", urls);
            urls.forEach(url -> SettingChecks.address("alertmanager.urls", url));
        }
    }

    /**
     * A dead man's switch outside: it hears from Bellwether for as long as rules are evaluated, and calls somebody when it
     * does not.
     *
     * @param url where to call
     * @param post whether by POST, else by GET
     * @param interval how often, 1 second or longer
     * @param maxLag how far evaluation may lie behind for the beat to go on
     */
    record Heartbeat(SecretSource url, boolean post, Duration interval, Duration maxLag) implements ReceiverSettings {
        public Heartbeat {
            SettingChecks.address("heartbeat.url", url);
            if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("heartbeat.interval is " + interval + ", allowed is 1s or longer");
            }
            if (maxLag.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("heartbeat.maxLag is " + maxLag + ", allowed is 1s or longer");
            }
        }

        @Override
        public boolean takesAlerts() {
            return false;
        }
    }
}
