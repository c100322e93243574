package dev.bellwether.alerting.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleRecords;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.model.alert.RuleSchedule;
import dev.bellwether.model.alert.Silence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceScopeTest {
    private static final NamespaceScope SCOPE = new NamespaceScope("shop");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "up == 0 | up{namespace=\"shop\"} == 0",
                "up{namespace=\"shop\"} == 0 | up{namespace=\"shop\"} == 0",
                "up{namespace=\"other\"} | up{namespace=\"other\",namespace=\"shop\"}",
                "up{namespace=~\".*\"} | up{namespace=\"shop\",namespace=~\".*\"}",
                "{__name__=~\"a.+\"} | {__name__=~\"a.+\",namespace=\"shop\"}",
                "sum by (a) (rate(x[5m] offset 1h)) / on (a) y > 2 | sum by (a) (rate(x{namespace=\"shop\"}[5m] offset 1h)) / on (a) y{namespace=\"shop\"} > 2",
                "max_over_time(x[1h:5m]) | max_over_time(x{namespace=\"shop\"}[1h:5m])",
                "absent(up{job=\"a\"}) or vector(time()) | absent(up{job=\"a\",namespace=\"shop\"}) or vector(time())",
                "topk(scalar(n), -(x)) | topk(scalar(n{namespace=\"shop\"}), -(x{namespace=\"shop\"}))",
                "1 > bool 2 | 1 > bool 2"
            })
    void everySelectorIsKeptToTheNamespace(String expression, String kept) {
        assertThat(SCOPE.of(rule(expression)).expression()).isEqualTo(kept);
    }

    @Test
    void whatLooksUpSeriesByItselfIsNotAllowed() {
        assertThatThrownBy(() -> SCOPE.of(rule("sum(info(up))")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the function info reads series of other namespaces");
    }

    @Test
    void alertsAndRecordedSeriesCarryTheNamespaceWhateverTheRuleSays() {
        assertThat(SCOPE.of(rule("up")).labels()).isEqualTo(Labels.of("namespace", "shop", "severity", "page"));
        Rule recording = new RecordingRule(
                "shop/a/g/r", "r", "sum(up)", Labels.of("namespace", "other"), RuleSchedule.alone("shop/a/g"));
        assertThat(SCOPE.of(recording))
                .isEqualTo(new RecordingRule(
                        "shop/a/g/r",
                        "r",
                        "sum(up{namespace=\"shop\"})",
                        Labels.of("namespace", "shop"),
                        RuleSchedule.alone("shop/a/g")));
    }

    @Test
    void whatTemplatesReadIsKeptToTheNamespaceTooAndSurvivesTheLog() {
        // when
        AlertRule kept = (AlertRule) SCOPE.of(rule("up"));

        // then
        assertThat(kept.scope()).containsExactly(Matcher.equal("namespace", "shop"));
        assertThat(RuleRecords.read(RuleRecords.write(new PublishedRule(kept, 1, "kubernetes")))
                        .rule())
                .isEqualTo(kept);
        assertThat(SCOPE.of(kept)).isEqualTo(kept);
    }

    @Test
    void notifiersAndSilencesSeeTheNamespaceAlone() {
        // given
        Notifier notifier = ManifestReader.read("a", """
                        apiVersion: bellwether.dev/v1alpha1
                        kind: Notifier
                        metadata: {name: chat, namespace: shop}
                        spec: {matchers: ['severity="page"'], ntfy: {topic: a}}
                        """).notifiers().getFirst();
        Silence silence =
                ((Control.OfSilence) ManifestReader.read("a", """
                        apiVersion: bellwether.dev/v1alpha1
                        kind: Silence
                        metadata: {name: quiet, namespace: shop}
                        spec: {matchers: ['namespace=~".+"'], startsAt: 2026-01-01T00:00:00Z, endsAt: 2026-01-02T00:00:00Z}
                        """).objects().getFirst()).silence();

        // then
        assertThat(SCOPE.of(notifier).routing().matchers())
                .containsExactly(Matcher.equal("severity", "page"), Matcher.equal("namespace", "shop"));
        assertThat(SCOPE.of(silence).matchers()).hasSize(2).contains(Matcher.equal("namespace", "shop"));
    }

    @Test
    void nobodyEscalatesIntoAnotherNamespace() {
        Notifier notifier = ManifestReader.read("a", """
                        apiVersion: bellwether.dev/v1alpha1
                        kind: Notifier
                        metadata: {name: chat, namespace: shop}
                        spec: {escalations: [{after: 5m, notifier: other/chat}], ntfy: {topic: a}}
                        """).notifiers().getFirst();
        assertThatThrownBy(() -> SCOPE.of(notifier))
                .hasMessage("escalations name the notifier other/chat; only those of the namespace shop are allowed");
    }

    private static Rule rule(String expression) {
        return ManifestReader.read("a", """
                        apiVersion: bellwether.dev/v1alpha1
                        kind: AlertRule
                        metadata: {name: a, namespace: shop}
                        spec: {expr: '%s', labels: {namespace: other}, severity: page}
                        """.formatted(expression)).rules().getFirst();
    }
}
