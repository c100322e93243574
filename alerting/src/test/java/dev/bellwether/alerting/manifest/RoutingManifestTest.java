package dev.bellwether.alerting.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.Escalation;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.Routing;
import dev.bellwether.model.alert.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingManifestTest {
    private static final String NOTIFIER = """
            apiVersion: bellwether.dev/v1alpha1
            kind: Notifier
            metadata: {name: hook, namespace: team}
            spec:
              webhook: {url: 'https://example.org/hook'}
              matchers: ['team="blue"', 'env=~"prod|stage"']
              minimumSeverity: warning
              groupBy: [alertname, node]
              groupWait: 10s
              groupInterval: 1m
              repeatInterval: 12h
              sendResolved: false
              activeTimes:
                - times: [{startTime: '09:00', endTime: '17:00'}]
                  weekdays: ['monday:friday']
                  location: Europe/Berlin
                  holidays: [2026-12-25]
              escalations: [{after: 15m, notifier: boss}]
              limits: {messagesPerMinute: 30, maximumAlerts: 20}
            """;
    private static final String OTHERS = """
            apiVersion: bellwether.dev/v1alpha1
            kind: Silence
            metadata: {name: s}
            spec: {matchers: [a=b], startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-02T00:00:00+01:00', comment: c}
            ---
            apiVersion: bellwether.dev/v1alpha1
            kind: InhibitionRule
            metadata: {name: i}
            spec: {sourceMatchers: [a=b], targetMatchers: [a=c], equal: [node]}
            ---
            apiVersion: bellwether.dev/v1alpha1
            kind: MaintenanceWindow
            metadata: {name: w}
            spec: {matchers: [a=b], schedule: [{weekdays: [sunday]}]}
            """;

    @Test
    void aRoutingIsReadWhole() {
        Manifests read = ManifestReader.read("a.yaml", NOTIFIER);
        assertThat(read.errors()).isEmpty();
        Notifier notifier = read.notifiers().getFirst();
        Routing routing = notifier.routing();
        assertThat(routing.matchers())
                .containsExactly(
                        Matcher.equal("team", "blue"), new Matcher("env", Matcher.Operator.MATCHES, "prod|stage"));
        assertThat(routing.minimumSeverity()).isEqualTo(Severity.WARNING);
        assertThat(routing.groupBy()).containsExactly("alertname", "node");
        assertThat(routing.groupWait()).isEqualTo(Duration.ofSeconds(10));
        assertThat(routing.groupInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(routing.repeatInterval()).isEqualTo(Duration.ofHours(12));
        assertThat(routing.sendResolved()).isFalse();
        assertThat(routing.activeTimes()).hasSize(1);
        assertThat(routing.escalations()).containsExactly(new Escalation(Duration.ofMinutes(15), "team/boss"));
        assertThat(notifier.limits().messagesPerMinute()).isEqualTo(30);
        assertThat(notifier.limits().maximumAlerts()).isEqualTo(20);
    }

    @Test
    void silencesInhibitionAndMaintenanceAreRead() {
        Manifests read = ManifestReader.read("a.yaml", OTHERS);
        assertThat(read.errors()).isEmpty();
        assertThat(read.controls())
                .extracting(Control.Subject::key)
                .containsExactly("Silence/default/s", "InhibitionRule/default/i", "MaintenanceWindow/default/w");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "minimumSeverity: warning|minimumSeverity: loud|spec.minimumSeverity is \"loud\"",
                "'team=\"blue\"'|'team'|spec.matchers: \"team\" is no matcher",
                "monday:friday|funday|weekdays: \"funday\" is unknown",
                "Europe/Berlin|Mars|location is \"Mars\": a time zone such as Europe/Berlin is needed",
                "after: 15m|after: 0s|escalation.after is PT0S, at least PT1S is needed",
                "sendResolved: false|sendResolved: maybe|spec.sendResolved is \"maybe\": true and false are allowed",
                "'17:00'|'08:00'|the start must lie before the end",
                "messagesPerMinute: 30|messagesPerMinute: 0|messagesPerMinute is 0",
                "groupWait: 10s|groupWate: 10s|spec.groupWate is unknown; did you mean \"groupWait\"?",
            })
    void anErrorNamesFieldValueAndWhatIsAllowed(String good, String bad, String error) {
        Manifests read = ManifestReader.read("a.yaml", NOTIFIER.replace(good, bad));
        assertThat(read.errors()).anySatisfy(one -> assertThat(one.toString()).contains(error));
        assertThat(read.notifiers()).isEmpty();
    }

    @Test
    void aDamagedFileTakesNothingAway(@TempDir Path directory) throws IOException {
        ManifestDirectory manifests = new ManifestDirectory(directory);
        Path file = directory.resolve("a.yaml");
        Files.writeString(file, NOTIFIER + "---\n" + OTHERS);
        manifests.refresh();
        assertThat(manifests.current().controls()).hasSize(4);

        for (String damage : List.of("a: [", (NOTIFIER + "---\n" + OTHERS).replace("a=b", "a"), "kind: [\n")) {
            Files.writeString(file, damage);
            manifests.refresh();
            assertThat(manifests.current().errors()).isNotEmpty();
            assertThat(manifests.current().controls()).hasSize(4);
        }
        Files.writeString(file, NOTIFIER);
        manifests.refresh();
        assertThat(manifests.current().controls()).hasSize(1);
    }
}
