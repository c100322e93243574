package dev.bellwether.alerting.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.alert.HttpCredentials;
import dev.bellwether.model.alert.MessageTemplates;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.ReceiverSettings.Email.Tls;
import dev.bellwether.model.alert.SecretSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiverReaderTest {
    private static final MessageTemplates OWN = MessageTemplates.DEFAULT;
    private static final HttpCredentials NONE = new HttpCredentials.None();

    static Stream<Arguments> receivers() {
        return Stream.of(
                Arguments.of(
                        """
                        webhook:
                          urlFrom: {environment: HOOK}
                          basicAuth: {username: me, passwordFrom: {file: /p}}
                          headers: {X-Team: blue, X-Key: {file: /k}}
                          signingKeyFrom: {file: /s}
                          body: '{{ .Status }}'
                        """,
                        new ReceiverSettings.Webhook(
                                new SecretSource.Environment("HOOK"),
                                new HttpCredentials.Basic("me", file("/p")),
                                Map.of("X-Team", plain("blue"), "X-Key", file("/k")),
                                file("/s"),
                                "{{ .Status }}")),
                Arguments.of(
                        "slack: {urlFrom: {file: /u}, title: '{{ .Status }}', text: hello}",
                        new ReceiverSettings.Slack(
                                file("/u"),
                                null,
                                "",
                                ReceiverSettings.Slack.API,
                                new MessageTemplates("{{ .Status }}", "hello"))),
                Arguments.of(
                        "slack: {tokenFrom: {file: /t}, channel: '#a', apiUrl: 'https://slack-gov.com/api'}",
                        new ReceiverSettings.Slack(
                                null, file("/t"), "#a", URI.create("https://slack-gov.com/api"), OWN)),
                Arguments.of(
                        "discord: {url: 'https://example.org/a', username: Bell}",
                        new ReceiverSettings.Discord(plain("https://example.org/a"), "Bell", OWN)),
                Arguments.of(
                        "email: {host: mail, from: a@b.org, to: [c@d.org]}",
                        new ReceiverSettings.Email(
                                "mail", 587, Tls.StartTls, "", null, "a@b.org", List.of("c@d.org"), OWN, "")),
                Arguments.of(
                        """
                        email: {host: mail, port: 2465, tls: Implicit, username: u, passwordFrom: {file: /p},
                          from: 'A <a@b.org>', to: [c@d.org, e@f.org], html: '<p>'}
                        """,
                        new ReceiverSettings.Email(
                                "mail",
                                2465,
                                Tls.Implicit,
                                "u",
                                file("/p"),
                                "A <a@b.org>",
                                List.of("c@d.org", "e@f.org"),
                                OWN,
                                "<p>")),
                Arguments.of(
                        "pagerDuty: {routingKeyFrom: {file: /k}}",
                        new ReceiverSettings.PagerDuty(file("/k"), ReceiverSettings.PagerDuty.EVENTS, OWN)),
                Arguments.of(
                        "opsgenie: {apiKeyFrom: {file: /k}, region: EU, teams: [a], tags: [b]}",
                        new ReceiverSettings.Opsgenie(
                                file("/k"), ReceiverSettings.Opsgenie.EU, List.of("a"), List.of("b"), OWN)),
                Arguments.of("teams: {urlFrom: {file: /u}}", new ReceiverSettings.Teams(file("/u"), OWN)),
                Arguments.of(
                        "telegram: {tokenFrom: {file: /t}, chatId: -100}",
                        new ReceiverSettings.Telegram(file("/t"), "-100", ReceiverSettings.Telegram.API, OWN)),
                Arguments.of(
                        "pushover: {tokenFrom: {file: /t}, userKeyFrom: {file: /u}, device: d}",
                        new ReceiverSettings.Pushover(
                                file("/t"), file("/u"), "d", ReceiverSettings.Pushover.MESSAGES, OWN)),
                Arguments.of(
                        "ntfy: {topic: a, bearerTokenFrom: {file: /t}, tags: [x]}",
                        new ReceiverSettings.Ntfy(
                                ReceiverSettings.Ntfy.SERVER,
                                plain("a"),
                                new HttpCredentials.Bearer(file("/t")),
                                List.of("x"),
                                OWN)),
                Arguments.of(
                        "alertmanager: {urls: ['http://a:9093', 'http://b:9093/x']}",
                        new ReceiverSettings.Alertmanager(
                                List.of(URI.create("http://a:9093"), URI.create("http://b:9093/x")), NONE)),
                Arguments.of(
                        "heartbeat: {urlFrom: {file: /u}}",
                        new ReceiverSettings.Heartbeat(
                                file("/u"), false, Duration.ofMinutes(1), Duration.ofMinutes(2))),
                Arguments.of(
                        "heartbeat: {url: 'https://example.org/a', method: POST, interval: 30s, maxLag: 5m}",
                        new ReceiverSettings.Heartbeat(
                                plain("https://example.org/a"), true, Duration.ofSeconds(30), Duration.ofMinutes(5))));
    }

    @ParameterizedTest
    @MethodSource("receivers")
    void everyKindIsRead(String receiver, ReceiverSettings settings) {
        Manifests manifests = read(receiver);

        assertThat(manifests.errors()).isEmpty();
        assertThat(manifests.notifiers()).extracting(Notifier::receiver).containsExactly(settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "slak: {} | 1:1: spec names no receiver, exactly one is needed of webhook, slack, discord, email,",
                "{slack: {}, teams: {}} | 1:1: spec names the receivers slack, teams, exactly one is needed of",
                "slack: {} | 5:10: spec.slack needs either url (an incoming webhook) or token (a bot), and not both",
                "slack: {token: a} | 5:10: spec.slack.channel is \"\"; a bot (token) needs one",
                "slack: {url: 'https://a/b', channel: c} | spec.slack.channel is \"c\"",
                "slack: {url: 'ftp://a/s3cret'} | 5:10: spec.slack.url does not begin with http:// or https://",
                "slack: {url: 'https:///s3cret'} | spec.slack.url names no host",
                "slack: {url: 'https://u:s3cret@a/b'} | spec.slack.url carries a user before the host",
                "slack: {url: 'a b s3cret'} | spec.slack.url is no address",
                "slack: {url: 'https://a/b', urlFrom: {file: /u}} | 5:40: spec.slack has both url and urlFrom, only one is allowed",
                "slack: {urlFrom: {}} | 5:20: spec.slack.urlFrom needs exactly one of file, environment and secretKeyRef",
                "slack: {urlFrom: {file: /u, environment: U}} | spec.slack.urlFrom needs exactly one of file, environment and secretKeyRef",
                "slack: {urlFrom: {file: u}} | 5:20: spec.slack.urlFrom.file is \"u\"; an absolute path is needed",
                "slack: {urlFrom: {environment: 1a}} | spec.slack.urlFrom.environment is \"1a\"",
                "slack: {urlFrom: {fil: /u}} | 5:21: spec.slack.urlFrom.fil is unknown; did you mean \"file\"?",
                "slack: {urlFrom: a} | 5:20: spec.slack.urlFrom is \"a\", keys and values are needed",
                "slack: {url: 'https://a/b', text: '{{ .Foo '} | spec.slack.text is \"{{ .Foo \": template: text:1:",
                "slack: {url: 'https://a/b', title: '{{ toUper .Status }}'} | did you mean \"toUpper\"?",
                "slack: {url: 'https://a/b', txt: a} | 5:31: spec.slack.txt is unknown; did you mean \"text\"?",
                "slack: a | 5:10: spec.slack is \"a\", keys and values are needed",
                "teams: {} | 5:10: spec.teams.url is missing",
                "email: {host: h, from: a@b.org, to: []} | spec.email.to is empty, at least one is needed",
                "email: {host: h, from: a@b.org, to: a@b.org} | spec.email.to is \"a@b.org\", a list of texts is needed",
                "email: {host: h, from: ab.org, to: [a@b.org]} | spec.email.from is \"ab.org\"; an address such as a@b.org is needed",
                "email: {host: h, from: a@b.org, to: [a@b.org], tls: Maybe} | spec.email.tls is \"Maybe\": allowed are StartTls, Implicit and None",
                "email: {host: h, from: a@b.org, to: [a@b.org], port: 99999} | spec.email.port is 99999, allowed are 1 to 65535",
                "email: {host: h, from: a@b.org, to: [a@b.org], port: many} | spec.email.port is \"many\": a number is needed",
                "email: {host: h, from: a@b.org, to: [a@b.org], username: u} | spec.email.username and email.password go together",
                "telegram: {token: a, chatId: me} | spec.telegram.chatId is \"me\"; a number or @channel is needed",
                "opsgenie: {apiKey: a, region: DE} | spec.opsgenie.region is \"DE\": allowed are US and EU",
                "alertmanager: {} | spec.alertmanager.urls is empty, at least one is needed",
                "alertmanager: {urls: ['a b']} | 5:25: spec.alertmanager.urls has \"a b\": Illegal character in path at index 1",
                "heartbeat: {url: 'https://a/b', interval: 0s} | spec.heartbeat.interval is",
                "heartbeat: {url: 'https://a/b', method: PUT} | spec.heartbeat.method is \"PUT\": allowed are GET and POST",
                "webhook: {url: 'https://a/b', headers: {'a b': c}} | spec.webhook.headers is \"a b\"; the name of a header is needed",
                "webhook: {url: 'https://a/b', headers: {host: c}} | which Bellwether itself writes",
                "webhook: {url: 'https://a/b', bearerToken: a, basicAuth: {username: a, password: b}} | has both basicAuth and bearerToken",
                "webhook: {url: 'https://a/b', basicAuth: {username: a}} | spec.webhook.basicAuth has no password and no passwordFrom",
                "webhook: {url: 'https://a/b', basicAuth: {username: 'a:b', password: c}} | a name without a colon is needed",
            })
    void anErrorNamesFieldValueAndWhatIsAllowedAndNoSecret(String receiver, String error) {
        Manifests manifests = read(receiver);

        assertThat(manifests.notifiers()).isEmpty();
        assertThat(manifests.errors()).extracting(ManifestError::toString).anyMatch(text -> text.contains(error));
        assertThat(manifests.errors().toString()).doesNotContain("s3cret");
    }

    @Test
    void aSecretInTheManifestIsNotShown() {
        assertThat(read("pushover: {token: s3cret-a, userKey: s3cret-b}")
                        .notifiers()
                        .toString())
                .contains("Pushover")
                .doesNotContain("s3cret");
    }

    private static Manifests read(String receiver) {
        return ManifestReader.read(
                "n.yaml",
                "apiVersion: bellwether.dev/v1alpha1\nkind: Notifier\nmetadata: {name: team}\nspec:\n" + "  "
                        + receiver.strip().replace("\n", "\n  ") + "\n");
    }

    private static SecretSource file(String path) {
        return new SecretSource.File(Path.of(path));
    }

    private static SecretSource plain(String value) {
        return new SecretSource.Plain(value);
    }
}
