package dev.bellwether.promql.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binary operators, matching and set operators; semantics as in Prometheus's documentation of operators. */
class OperatorsTest {
    private static final Duration NOW = Duration.ZERO;

    private final Scenario scenario = Scenario.every(Duration.ofMinutes(1))
            .series("left{a=\"1\", b=\"x\"}", "10")
            .series("left{a=\"2\", b=\"x\"}", "20")
            .series("right{a=\"1\"}", "4")
            .series("right{a=\"3\"}", "6")
            .series("info{a=\"1\", version=\"v1\"}", "1")
            .series("double{a=\"1\", c=\"1\"}", "1")
            .series("double{a=\"1\", c=\"2\"}", "2");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    2 ^ 3 ^ 2                                   | 512
                    7 % 4                                       | 3
                    -7 % 4                                      | -3
                    1 == bool 1                                 | 1
                    1 > bool 2                                  | 0
                    (-1) ^ Inf                                  | 1
                    1 atan2 0                                   | 1.5707963267948966
                    left + on(a) right                          | {a="1"} 14
                    left - ignoring(b) right                    | {a="1"} 6
                    left > ignoring(b) right                    | left{a="1"} 10
                    left < bool ignoring(b) right               | {a="1"} 0
                    left * on(a) group_left(version) info       | {a="1", b="x", version="v1"} 10
                    info * on(a) group_right(version) left      | {a="1", b="x", version="v1"} 10
                    left{a="1"} and on(a) right                 | left{a="1", b="x"} 10
                    left unless on(a) right                     | left{a="2", b="x"} 20
                    right{a="3"} or right{a="9"}                | right{a="3"} 6
                    left{a="2"} > 15                            | left{a="2", b="x"} 20
                    15 < left{a="2"}                            | left{a="2", b="x"} 20
                    left{a="2"} > bool 15                       | {a="2", b="x"} 1
                    -left{a="2"}                                | {a="2", b="x"} -20
                    2 * left{a="2"}                             | {a="2", b="x"} 40
                    """)
    void givesWhatPrometheusGives(String query, String expected) {
        assertThat(scenario.lines(query, NOW)).containsExactly(expected);
    }

    @Test
    void fillsWhatIsMissingOnEitherSide() {
        assertThat(scenario.lines("left + on(a) fill(0) right", NOW))
                .containsExactlyInAnyOrder("{a=\"1\"} 14", "{a=\"2\"} 20", "{a=\"3\"} 6");
        assertThat(scenario.lines("left + on(a) fill_right(100) right", NOW))
                .containsExactlyInAnyOrder("{a=\"1\"} 14", "{a=\"2\"} 120");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    right + on(a) double            | found duplicate series for the match group {a="1"} on the right hand-side of the operation: [{__name__="double", a="1", c="1"}, {__name__="double", a="1", c="2"}];many-to-many matching not allowed: matching labels must be unique on one side
                    double + on(a) right            | multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)
                    double + on(a) group_left(c) info{a="1"} | multiple matches for labels: grouping labels must ensure unique matches
                    label_replace(left, "a", "same", "", "") | vector cannot contain metrics with the same labelset
                    """)
    void saysWhyMatchingFails(String query, String message) {
        assertThatThrownBy(() -> scenario.instant(query, NOW))
                .isInstanceOf(QueryException.class)
                .hasMessage(message)
                .extracting(error -> ((QueryException) error).type())
                .isEqualTo(QueryException.Type.EXECUTION);
    }

    @Test
    void namesGoAtTheEndOrAtOnce() {
        // given
        QueryOptions immediate = QueryOptions.DEFAULT.withDelayedNameRemoval(false);

        // when
        List<String> delayed =
                scenario.lines("count by (__name__) (abs({a=\"1\", b=\"\", c=\"\", version=\"\"}))", NOW);
        List<String> atOnce = scenario.with(immediate)
                .lines("count by (__name__) (abs({a=\"1\", b=\"\", c=\"\", version=\"\"}))", NOW);

        // then
        assertThat(delayed).isEqualTo(atOnce).containsExactly("{} 1");
    }
}
