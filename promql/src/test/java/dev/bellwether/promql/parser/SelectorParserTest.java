package dev.bellwether.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorParserTest {

    @Test
    void aMetricSelectorGivesItsConditions() {
        assertThat(PromqlParser.parseMetricSelector("up{job=~\"n.*\"}"))
                .containsExactly(
                        new Matcher("job", Matcher.Operator.MATCHES, "n.*"), Matcher.equal(Labels.METRIC_NAME, "up"));
        assertThat(PromqlParser.parseMetricSelector("{\"a.b\", x!=\"\"}"))
                .containsExactly(
                        Matcher.equal(Labels.METRIC_NAME, "a.b"), new Matcher("x", Matcher.Operator.NOT_EQUAL, ""));
        assertThat(PromqlParser.parseMetricSelector("{}")).isEmpty();
        assertThat(PromqlParser.parseMetricSelector("sum")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            up[5m]          => 1:3: parse error: unexpected "[", expected end of input
            up offset 5m    => 1:4: parse error: unexpected <op:offset>
            sum(up)         => 1:4: parse error: unexpected "(", expected end of input
            1               => 1:1: parse error: unexpected number "1", expected metric name or "{"
            up{a=~"("}      => 1:4: parse error: error parsing regexp: invalid regular expression "(": Unclosed group
            """)
    void whatIsNoMetricSelectorIsRefused(String text, String message) {
        assertThatThrownBy(() -> PromqlParser.parseMetricSelector(text))
                .isInstanceOf(PromqlSyntaxException.class)
                .hasMessageStartingWith(message.replace("<op:offset>", "<offset>"));
    }

    @Test
    void aSeriesGivesItsLabels() {
        assertThat(PromqlParser.parseSeries("up{job=\"node\", 'a.b'=`c`, empty=\"\",}"))
                .isEqualTo(Labels.of("__name__", "up", "job", "node", "a.b", "c"));
        assertThat(PromqlParser.parseSeries("{\"a.b\", c=\"d\"}")).isEqualTo(Labels.of("__name__", "a.b", "c", "d"));
        assertThat(PromqlParser.parseSeries("job:up:sum")).isEqualTo(Labels.of("__name__", "job:up:sum"));
        assertThat(PromqlParser.parseSeries("{}")).isEqualTo(Labels.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            up{a=~"x"}      => 1:5: parse error: unexpected <op:=~> in label set, expected "="
            up{a}           => 1:5: parse error: unexpected "}" in label set, expected "="
            up{a=b}         => 1:6: parse error: unexpected identifier "b" in label set, expected string
            up{""="x"}      => 1:4: parse error: a label's name is empty
            up{=}           => 1:4: parse error: unexpected "=" in label set, expected identifier or "}"
            up 1            => 1:4: parse error: unexpected number "1", expected end of input
            5               => 1:1: parse error: unexpected number "5", expected metric name or "{"
            """)
    void whatIsNoSeriesIsRefused(String text, String message) {
        assertThatThrownBy(() -> PromqlParser.parseSeries(text))
                .isInstanceOf(PromqlSyntaxException.class)
                .hasMessage(message);
    }
}
