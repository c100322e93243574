package dev.bellwether.promql.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The aggregations; semantics as in Prometheus's documentation of operators. */
class AggregationsTest {
    private static final Duration NOW = Duration.ZERO;

    private final Scenario scenario = Scenario.every(Duration.ofMinutes(1))
            .series("m{g=\"a\", i=\"1\"}", "1 1 9")
            .series("m{g=\"a\", i=\"2\"}", "3 3 8")
            .series("m{g=\"b\", i=\"3\"}", "5 5 7")
            .series("m{g=\"b\", i=\"4\"}", "NaN NaN NaN")
            .series("huge{i=\"1\"}", "1e308")
            .series("huge{i=\"2\"}", "1e308")
            .series("tiny{i=\"1\"}", "1e100")
            .series("tiny{i=\"2\"}", "1")
            .series("tiny{i=\"3\"}", "-1e100");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    sum by (g) (m{g="a"})                   | {g="a"} 4
                    sum without (i) (m{g="a"})              | {g="a"} 4
                    sum(tiny)                               | {} 1
                    avg(huge)                               | {} 1e+308
                    avg by (g) (m{g="a"})                   | {g="a"} 2
                    min(m)                                  | {} 1
                    max(m)                                  | {} 5
                    max(m{i="4"})                           | {} NaN
                    count(m)                                | {} 4
                    group(m)                                | {} 1
                    stddev(m{g="a"})                        | {} 1
                    stdvar(m{g="a"})                        | {} 1
                    quantile(0.5, m{g="a"})                 | {} 2
                    quantile(2, m{g="a"})                   | {} +Inf
                    count_values("v", m{i="1"})             | {v="1"} 1
                    topk(1, m)                              | m{g="b", i="3"} 5
                    bottomk(1, m)                           | m{g="a", i="1"} 1
                    limitk(1, m)                            | m{g="a", i="1"} 1
                    count(limit_ratio(1, m))                | {} 4
                    count(limit_ratio(0.3, m) or limit_ratio(-0.7, m)) | {} 4
                    """)
    void givesWhatPrometheusGives(String query, String expected) {
        assertThat(scenario.lines(query, NOW)).containsExactly(expected);
    }

    @Test
    void rankingPutsTheBestFirstAndNanLast() {
        assertThat(scenario.lines("topk(9, m)", NOW))
                .isEqualTo(List.of(
                        "m{g=\"b\", i=\"3\"} 5",
                        "m{g=\"a\", i=\"2\"} 3",
                        "m{g=\"a\", i=\"1\"} 1",
                        "m{g=\"b\", i=\"4\"} NaN"));
    }

    @Test
    void rankingInARangeIsByStep() {
        // when
        QueryResult result = scenario.range("topk(1, m)", NOW, Duration.ofMinutes(2), Duration.ofMinutes(1));

        // then
        assertThat(Scenario.lines(result)).containsExactly("m{g=\"a\", i=\"1\"} 120:9", "m{g=\"b\", i=\"3\"} 0:5 60:5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    topk(NaN, m)            | Parameter value is NaN
                    topk(1e40, m)           | Scalar value 1e+40 overflows int64
                    limit_ratio(NaN, m)     | Ratio value is NaN
                    count_values("", m)     | invalid label name ""
                    """)
    void refusesParameters(String query, String message) {
        assertThatThrownBy(() -> scenario.instant(query, NOW))
                .isInstanceOf(QueryException.class)
                .hasMessage(message);
    }
}
