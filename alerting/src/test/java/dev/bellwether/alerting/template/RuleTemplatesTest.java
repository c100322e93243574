package dev.bellwether.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alerting.template.RuleTemplate.Element;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.Mode;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.RuleSchedule;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryOptions;
import dev.bellwether.promql.memory.InMemorySeries;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleTemplatesTest {
    private static final Element ELEMENT = new Element(
            Labels.of("instance", "db:9100", "job", "node"),
            0.875,
            Labels.of("cluster", "eu"),
            "https://bell.example/m");

    private static AlertRule rule(Labels labels, Map<String, String> annotations) {
        return new AlertRule(
                "ns/disk",
                "DiskFull",
                "disk > 0.8",
                RuleSchedule.alone("ns/disk"),
                Duration.ZERO,
                Duration.ZERO,
                NoData.KeepState,
                Mode.Active,
                labels,
                annotations);
    }

    private static TemplateFunctions functions() {
        InMemorySeries series = new InMemorySeries();
        series.add(Labels.of("__name__", "up", "job", "node"), 60_000, 3);
        PromqlQuery query = new PromqlQuery(new QueryEngine(QueryOptions.DEFAULT), series);
        return PrometheusFunctions.of(query, 60_000, ELEMENT.externalUrl());
    }

    @Test
    void labelsAndAnnotationsSeeTheElementAndTheSystem() {
        // given
        RuleTemplates templates = RuleTemplates.of(rule(
                Labels.of(
                        "where", "{{ $externalLabels.cluster }}/{{ $labels.instance }}", "drop", "{{ $labels.none }}"),
                Map.of(
                        "summary",
                        "{{ $labels.instance | stripPort }} is {{ $value | humanizePercentage }} full",
                        "link",
                        "{{ $externalURL }}{{ graphLink \"disk > 0.8\" }}",
                        "up",
                        "{{ with query \"up\" }}{{ . | first | value }}{{ end }} at {{ now }}",
                        "plain",
                        "100% $value")));

        // then
        assertThat(templates.labels(ELEMENT, functions(), TemplateLimits.RULE))
                .isEqualTo(Map.of("where", "eu/db:9100", "drop", ""));
        assertThat(templates.annotations(ELEMENT, functions(), TemplateLimits.RULE))
                .isEqualTo(Map.of(
                        "summary",
                        "db is 87.5% full",
                        "link",
                        "https://bell.example/m/graph?g0.expr=disk+%3E+0.8&g0.tab=0",
                        "up",
                        "3 at 60",
                        "plain",
                        "100% $value"));
    }

    @Test
    void aTemplateThatCannotBeReadNamesTheRuleAndThePlace() {
        assertThatThrownBy(() -> RuleTemplates.of(rule(Labels.EMPTY, Map.of("summary", "x {{ humanise 1 }}"))))
                .hasMessage("template: alert DiskFull, annotation summary:1:6: function \"humanise\" not defined;"
                        + " did you mean \"humanize\"?");
    }

    @Test
    void anAnnotationThatFailsSaysSoInItsPlace() {
        // given
        RuleTemplates templates =
                RuleTemplates.of(rule(Labels.EMPTY, Map.of("a", "{{ query \"sum(\" }}", "b", "fine")));

        // when
        Map<String, String> annotations = templates.annotations(ELEMENT, functions(), TemplateLimits.RULE);

        // then
        assertThat(annotations.get("a"))
                .startsWith("<error expanding template: template: alert DiskFull, annotation a:1:4");
        assertThat(annotations).containsEntry("b", "fine");
    }

    @Test
    void aLabelThatFailsFails() {
        RuleTemplates templates = RuleTemplates.of(rule(Labels.of("l", "{{ query \"up{\" }}"), Map.of()));

        assertThatThrownBy(() -> templates.labels(ELEMENT, functions(), TemplateLimits.RULE))
                .isInstanceOf(TemplateException.class);
    }
}
