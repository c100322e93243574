package dev.bellwether.promql.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.promql.expression.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainTest {
    private final Scenario scenario = Scenario.every(Duration.ofMinutes(1))
            .series("m{i=\"1\"}", "1 2 3 4 5 6 7 8 9 10 11")
            .series("m{i=\"2\"}", "1 2 3 4 5 6 7 8 9 10 11")
            .series("n{i=\"1\"}", "1 2 3 4 5 6 7 8 9 10 11")
            .series("n{i=\"2\"}", "1 2 3 4 5 6 7 8 9 10 11");

    private QueryStatistics statistics(String query, RunOptions run) {
        return new QueryEngine(QueryOptions.DEFAULT)
                .prepare(Scenario.parse(query))
                .range(300_000, 600_000, Duration.ofMinutes(1), scenario.reader(), run)
                .statistics();
    }

    private ExplainNode explanation(String query) {
        return Objects.requireNonNull(
                statistics(query, RunOptions.DEFAULT.withExplanation(true)).explanation());
    }

    @Test
    void nobodyIsToldWhoDoesNotAsk() {
        assertThat(statistics("m", RunOptions.DEFAULT).explanation()).isNull();
    }

    @Test
    void theTreeTellsWhatEachPartGave() {
        // when
        ExplainNode sum = explanation("sum by (i) (rate(m[2m])) > 1 + 2");

        // then
        assertThat(describe(sum, ""))
                .containsExactly(
                        "operator sum by (i) (rate(m[2m])) > 3, 0 series, 0 samples",
                        "  aggregation sum by (i) (rate(m[2m])), 2 series, 12 samples",
                        "    function rate(m[2m]), 2 series, 12 samples",
                        "      range selector m[2m], 2 series, 14 samples");
        assertThat(sum.totalSeconds()).isPositive();
        assertThat(sum.selfSeconds()).isBetween(0.0, sum.totalSeconds());
        assertThat(sum.children().getFirst().children().getFirst().position()).isEqualTo(new Span(12, 23));
    }

    @Test
    void optimisationsStandWhereTheyWereApplied() {
        // when
        ExplainNode product = explanation("(m{i=\"1\"} + on (i) n) * (m{i=\"1\"} + on (i) n) + m @ 60");

        // then
        List<String> notes = new ArrayList<>();
        collect(product, notes);
        assertThat(notes)
                .contains(
                        "n{i=\"1\"}: condition of the other side added: i=\"1\"",
                        "m{i=\"1\"} + on (i) n{i=\"1\"}: stands in the query before: evaluated there",
                        "m{i=\"1\"} @ 60.000: the same at every step: evaluated once");
    }

    private static List<String> describe(ExplainNode node, String indent) {
        List<String> lines = new ArrayList<>();
        lines.add(indent + node.node() + " " + node.detail() + ", " + node.series() + " series, " + node.samples()
                + " samples");
        node.children().forEach(child -> lines.addAll(describe(child, indent + "  ")));
        return lines;
    }

    private static void collect(ExplainNode node, List<String> notes) {
        node.optimisations().forEach(note -> notes.add(node.detail() + ": " + note));
        node.children().forEach(child -> collect(child, notes));
    }

    /** As Prometheus counts; see its test of querySamples. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    m                              | 12 | 2
                    m{i="1"}                       | 6  | 1
                    sum_over_time(m{i="1"}[2m])    | 12 | 2
                    sum(m) + sum(m)                | 24 | 4
                    m{i="1"} @ 60                  | 6  | 1
                    rate(m{i="1"}[2m] @ 300)       | 12 | 2
                    max_over_time(m{i="1"}[2m:30s]) | 24 | 4
                    timestamp(m)                   | 12 | 2
                    1 + 1                          | 0  | 0
                    """)
    void samplesAreCountedForEachStep(String query, long total, long each) {
        // when
        StepSamples samples = statistics(query, RunOptions.DEFAULT).queryable();

        // then
        assertThat(samples.total()).isEqualTo(total);
        assertThat(samples.steps().count()).isEqualTo(6);
        for (int step = 0; step < 6; step++) {
            assertThat(samples.at(step)).isEqualTo(each);
        }
    }

    @Test
    void aQueryMayAskForLessThanItsEngineAllows() {
        // given
        PreparedQuery query = new QueryEngine(QueryOptions.DEFAULT.withMaxSamples(100))
                .prepare(Scenario.parse("sum_over_time(m[10m])"));

        // then
        assertThatThrownBy(() -> query.instant(600_000, scenario.reader(), RunOptions.DEFAULT.withMaxSamples(5)))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("limit maxSamples is 5");
        assertThatThrownBy(() -> query.instant(600_000, scenario.reader(), RunOptions.DEFAULT.withMaxResultSamples(1)))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("limit maxResultSamples is 1");
        assertThatThrownBy(() -> query.range(
                        0,
                        600_000,
                        Duration.ofMinutes(1),
                        scenario.reader(),
                        RunOptions.DEFAULT.withMaxPointsPerSeries(5)))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("exceeded maximum resolution of 5 points per timeseries");
        assertThat(query.instant(600_000, scenario.reader(), RunOptions.DEFAULT.withMaxSamples(1_000_000)))
                .isNotNull();
    }

    @Test
    void aQueryMayLookFurtherBack() {
        // given
        PreparedQuery query = new QueryEngine(QueryOptions.DEFAULT).prepare(Scenario.parse("m"));

        // then
        assertThat(Scenario.lines(query.instant(1_200_000, scenario.reader()))).isEmpty();
        assertThat(Scenario.lines(query.instant(
                        1_200_000, scenario.reader(), RunOptions.DEFAULT.withLookbackDelta(Duration.ofMinutes(15)))))
                .hasSize(2);
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThatThrownBy(() -> RunOptions.DEFAULT.withTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout is 0, at least 1 is needed");
    }
}
