package dev.bellwether.alerting.unittest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.manifest.YamlText;
import dev.bellwether.alerting.unittest.RuleTestReader.RuleTestList;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.Mode;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.RuleSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

class RuleTestReaderTest {
    private static RuleTestList read(NoData noData, String tests) {
        AlertRule rule = new AlertRule(
                "ns/load",
                "Load",
                "load > 5",
                RuleSchedule.alone("ns/load"),
                Duration.ofMinutes(1),
                Duration.ZERO,
                noData,
                Mode.Active,
                Labels.of("severity", "page"),
                Map.of("summary", "load is {{ $value }}"));
        SequenceNode node =
                (SequenceNode) new YamlText("rule.yaml", tests).documents().getFirst();
        return RuleTestReader.read(rule, "rule.yaml", node.getValue());
    }

    private static final String SILENCE = """
            - name: silence
              inputSeries: [{series: 'load{host="a"}', values: '9 9 9 _x20'}]
              alerts:
                - {at: 0m, firing: []}
                - at: 1m
                  firing: [{labels: {host: a, severity: page}, annotations: {summary: load is 9}}]
                - at: 15m
                  firing: [{labels: {host: a, severity: page}}]
            """;

    @Test
    void silenceIsNoGoodNewsWhereTheRuleSaysSo() {
        assertThat(read(NoData.KeepState, SILENCE).tests()).singleElement().satisfies(test -> {
            assertThat(test.test().name()).isEqualTo("silence");
            assertThat(test.run()).isEmpty();
        });
    }

    @Test
    void silenceResolvesWhereTheRuleSaysSo() {
        List<String> failures = read(NoData.Resolve, SILENCE).tests().getFirst().run();

        assertThat(failures).singleElement().asString().contains("time: 15m", "got: nil");
    }

    @Test
    void everyErrorHasItsPlace() {
        // when
        RuleTestList list = read(NoData.KeepState, """
                - inputSeries: [{series: 'load{', values: '1x'}]
                  alerts: [{at: soon, fireing: []}]
                - {name: empty}
                """);

        // then
        assertThat(list.tests()).isEmpty();
        assertThat(list.errors())
                .map(Object::toString)
                .satisfiesExactly(
                        error -> assertThat(error)
                                .startsWith("rule.yaml:1:26: tests[0].inputSeries[0].series is \"load{\""),
                        error -> assertThat(error).contains("tests[0].inputSeries[0].values is \"1x\""),
                        error -> assertThat(error).contains("tests[0].alerts[0].at is \"soon\""),
                        error -> assertThat(error)
                                .contains("tests[0].alerts[0].fireing is unknown; did you mean \"firing\"?"),
                        error -> assertThat(error).contains("tests[1].alerts expects nothing"));
    }
}
