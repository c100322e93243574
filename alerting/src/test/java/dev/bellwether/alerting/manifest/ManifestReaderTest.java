package dev.bellwether.alerting.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.Routing;
import dev.bellwether.model.alert.RuleSchedule;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
    private static final String RULE = """
            apiVersion: bellwether.dev/v1alpha1
            kind: AlertRule
            metadata:
              name: HighLoad
              namespace: team
            spec:
              expr: node_load1 > 4
              for: 1m30s
              keepFiringFor: 5m
              severity: warning
              noData: Resolve
              labels: {team: blue}
              annotations:
                summary: The load is high.
            """;

    @Test
    void aRuleIsReadWhole() {
        Manifests manifests = ManifestReader.read("rules.yaml", RULE);

        assertThat(manifests.errors()).isEmpty();
        assertThat(manifests.rules())
                .containsExactly(new AlertRule(
                        "team/HighLoad",
                        "HighLoad",
                        "node_load1 > 4",
                        RuleSchedule.alone("team/HighLoad"),
                        Duration.ofSeconds(90),
                        Duration.ofMinutes(5),
                        NoData.Resolve,
                        AlertRule.Mode.Active,
                        Labels.of("severity", "warning", "team", "blue"),
                        Map.of("summary", "The load is high.")));
    }

    @Test
    void alertsMayHaveAnotherNameThanTheObject() {
        // when
        Manifests manifests = ManifestReader.read(
                "rules.yaml",
                RULE.replace("name: HighLoad", "name: high-load").replace("spec:", "spec:\n  alert: HighLoad"));
        // then
        assertThat(manifests.errors()).isEmpty();
        assertThat(manifests.rules())
                .extracting(rule -> rule.uid() + " | " + rule.name())
                .containsExactly("team/high-load | HighLoad");
    }

    @Test
    void aBlankNameOfAlertsIsAnError() {
        assertThat(ManifestReader.read("rules.yaml", RULE.replace("spec:", "spec:\n  alert: ' '"))
                        .errors())
                .extracting(ManifestError::toString)
                .containsExactly(
                        "rules.yaml:7:10: spec.alert is blank, a name is needed; without it, it is metadata.name");
    }

    @Test
    void defaultsAreAtOnceNotKeptAndSilenceIsNoGoodNews() {
        AlertRule rule =
                (AlertRule) ManifestReader.read("rules.yaml", """
                        apiVersion: bellwether.dev/v1alpha1
                        kind: AlertRule
                        metadata: {name: Down}
                        spec: {expr: up == 0}
                        """).rules().getFirst();

        assertThat(rule.uid()).isEqualTo("default/Down");
        assertThat(rule.holdFor()).isZero();
        assertThat(rule.keepFiringFor()).isZero();
        assertThat(rule.noData()).isEqualTo(NoData.KeepState);
    }

    @Test
    void aNotifierIsRead() {
        Manifests manifests = ManifestReader.read("notifiers.yaml", """
                apiVersion: bellwether.dev/v1alpha1
                kind: Notifier
                metadata: {name: hook}
                spec:
                  webhook: {url: 'https://example.org/hook'}
                """);

        assertThat(manifests.errors()).isEmpty();
        assertThat(manifests.notifiers())
                .containsExactly(new Notifier(
                        "default/hook",
                        "hook",
                        Routing.DEFAULT,
                        new ReceiverSettings.Webhook(URI.create("https://example.org/hook"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for: 1m30s | for: soon | rules.yaml:8:8: spec.for is \"soon\": unknown unit \"soon\" in duration \"soon\"",
                "severity: warning | severty: warning | rules.yaml:10:3: spec.severty is unknown; did you mean \"severity\"?",
                "noData: Resolve | noData: Maybe | rules.yaml:11:11: spec.noData is \"Maybe\": allowed are KeepState, Alert, Resolve",
                "name: HighLoad | title: HighLoad | rules.yaml:4:3: metadata.name is missing",
                "kind: AlertRule | kind: AlertRules | rules.yaml:1:1: kind is \"AlertRules\", allowed are AlertRule, Notifier, Silence, InhibitionRule and MaintenanceWindow",
                "v1alpha1 | v1 | rules.yaml:1:1: apiVersion is \"bellwether.dev/v1\", allowed is bellwether.dev/v1alpha1",
            })
    void anErrorNamesPlaceFieldValueAndWhatIsAllowed(String good, String bad, String error) {
        Manifests manifests = ManifestReader.read("rules.yaml", RULE.replace(good.strip(), bad.strip()));

        assertThat(manifests.errors()).extracting(ManifestError::toString).contains(error.strip());
        assertThat(manifests.rules()).isEmpty();
    }

    @Test
    void aBadExpressionIsAnErrorAtItsPlace() {
        Manifests manifests = ManifestReader.read("rules.yaml", RULE.replace("node_load1 > 4", "rat(node_load1[5m])"));

        assertThat(manifests.errors()).hasSize(1);
        assertThat(manifests.errors().getFirst().toString())
                .startsWith("rules.yaml:7:9: spec.expr: ")
                .contains("rat");
    }

    @Test
    void oneBadManifestHurtsItselfAlone() {
        Manifests manifests = ManifestReader.read("rules.yaml", RULE.replace("1m30s", "soon") + "---\n" + RULE);

        assertThat(manifests.rules()).hasSize(1);
        assertThat(manifests.errors()).hasSize(1);
    }

    @Test
    void textThatIsNoYamlSaysWhere() {
        Manifests manifests = ManifestReader.read("rules.yaml", "a: b\n  c: [");

        assertThat(manifests.errors()).hasSize(1);
        assertThat(manifests.errors().getFirst().toString()).startsWith("rules.yaml:2:");
    }

    @Test
    void everyFieldOfARuleIsRead() {
        Manifests manifests = ManifestReader.read("rules.yaml", """
                apiVersion: bellwether.dev/v1alpha1
                kind: AlertRule
                metadata: {name: Slow, labels: {a: b}, annotations: {c: d}}
                spec:
                  expr: sum by (job) (rate(errors_total[5m])) > 10
                  interval: 30s
                  offset: 5s
                  lateness: 2m
                  limit: 100
                  noData: Alert
                  mode: Shadow
                  tests:
                  - name: fires
                """);

        assertThat(manifests.errors()).isEmpty();
        AlertRule rule = (AlertRule) manifests.rules().getFirst();
        assertThat(rule.schedule())
                .isEqualTo(new RuleSchedule(
                        "default/Slow", 0, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(2), 100));
        assertThat(rule.noData()).isEqualTo(NoData.Alert);
        assertThat(rule.mode()).isEqualTo(AlertRule.Mode.Shadow);
        assertThat(manifests.tests()).extracting(RuleTests::ruleUid).containsExactly("default/Slow");
    }

    @Test
    void anInvalidRuleIsListedWithAllItsErrors() {
        Manifests manifests = ManifestReader.read(
                "rules.yaml",
                RULE.replace("1m30s", "soon")
                        .replace("node_load1 > 4", "rat(x)")
                        .replace("5m", "-1s"));

        assertThat(manifests.rules()).isEmpty();
        InvalidRule invalid = manifests.invalid().getFirst();
        assertThat(invalid.uid()).isEqualTo("team/HighLoad");
        assertThat(invalid.expression()).isEqualTo("rat(x)");
        assertThat(invalid.errors()).hasSizeGreaterThanOrEqualTo(2).isEqualTo(manifests.errors());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit: -1 | spec.limit is \"-1\": allowed are 0 to 1000000",
                "limit: many | spec.limit is \"many\": a whole number from 0 to 1000000 is needed",
                "mode: Off | spec.mode is \"Off\": allowed are Active, Shadow, Paused",
                "labels: {__name__: x} | spec.labels.__name__ may not be set by a rule",
                "labels: [a] | spec.labels is a sequence, keys and values are needed",
            })
    void eachFieldSaysWhatIsAllowed(String line, String message) {
        Manifests manifests = ManifestReader.read("rules.yaml", """
                apiVersion: bellwether.dev/v1alpha1
                kind: AlertRule
                metadata: {name: Down}
                spec:
                  expr: up == 0
                  %s
                """.formatted(line.strip()));

        assertThat(manifests.errors()).extracting(ManifestError::message).containsExactly(message.strip());
        assertThat(manifests.invalid()).hasSize(1);
    }

    @Test
    void manifestsOfOtherGroupsArePassedOver() {
        Manifests manifests = ManifestReader.read("other.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: x}\n");

        assertThat(manifests).isEqualTo(Manifests.EMPTY);
    }
}
