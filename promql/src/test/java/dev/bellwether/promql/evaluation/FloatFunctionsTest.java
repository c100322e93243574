package dev.bellwether.promql.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of floats; semantics as in Prometheus's documentation of functions. */
class FloatFunctionsTest {
    private static final Duration TIME = Duration.ofMinutes(10);

    private final Scenario scenario = Scenario.every(Duration.ofMinutes(1))
            .series("counter_total{a=\"x\"}", "0 10 20 30 40 5 15 25 35 45 55")
            .series("gauge{a=\"x\"}", "1 2 3 4 5 6 7 8 9 10 11")
            .series("gauge{a=\"y\"}", "-1.5 -1.5 -1.5 -1.5 -1.5 -1.5 -1.5 -1.5 -1.5 -1.5 -1.5")
            .series("odd{a=\"x\"}", "NaN NaN NaN NaN NaN NaN 3 1 NaN 2 NaN")
            .series("ended", "1 2 3 stale")
            .series("angle", "0 0 0 0 0 0 0 0 0 0 0.5")
            .series("day", "0 0 0 0 0 0 0 0 0 0 951782400");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    abs(gauge{a="y"})                              | {a="y"} 1.5
                    ceil(gauge{a="y"})                             | {a="y"} -1
                    floor(gauge{a="y"})                            | {a="y"} -2
                    round(gauge{a="y"})                            | {a="y"} -1
                    round(gauge{a="y"}, 0.2)                       | {a="y"} -1.4
                    sgn(gauge{a="y"})                              | {a="y"} -1
                    clamp(gauge{a="x"}, 2, 4)                      | {a="x"} 4
                    clamp_max(gauge{a="x"}, 7)                     | {a="x"} 7
                    clamp_min(gauge{a="x"}, 70)                    | {a="x"} 70
                    sqrt(gauge{a="x"} - 2)                         | {a="x"} 3
                    exp(gauge{a="x"} - 11)                         | {a="x"} 1
                    ln(gauge{a="x"} - 10)                          | {a="x"} 0
                    log2(gauge{a="x"} - 3)                         | {a="x"} 3
                    log10(gauge{a="x"} - 1)                        | {a="x"} 1
                    deg(vector(pi()))                              | {} 180
                    rad(vector(180)) - pi()                        | {} 0
                    asinh(sinh(angle)) - angle                     | {} 0
                    round(atanh(tanh(angle)) - angle, 0.000001)    | {} 0
                    acosh(vector(1))                               | {} 0
                    scalar(gauge{a="x"})                           | 11
                    scalar(gauge)                                  | NaN
                    time()                                         | 600
                    max_of(1, 2)                                   | 2
                    min_of(1, 2)                                   | 1
                    timestamp(ended @ 130)                         | {} 120
                    timestamp(vector(1))                           | {} 600
                    day_of_month(day)                              | {} 29
                    day_of_week(day)                               | {} 2
                    day_of_year(day)                               | {} 60
                    days_in_month(day)                             | {} 29
                    month(day)                                     | {} 2
                    year(day)                                      | {} 2000
                    hour()                                         | {} 0
                    minute()                                       | {} 10
                    rate(counter_total[5m])                        | {a="x"} 0.16666666666666666
                    increase(counter_total[5m])                    | {a="x"} 50
                    irate(counter_total[5m])                       | {a="x"} 0.16666666666666666
                    delta(gauge{a="x"}[5m])                        | {a="x"} 5
                    idelta(gauge{a="x"}[5m])                       | {a="x"} 1
                    deriv(gauge{a="x"}[5m]) * 60                   | {a="x"} 1
                    predict_linear(gauge{a="x"}[5m], 60)           | {a="x"} 12
                    resets(counter_total[10m])                     | {a="x"} 1
                    changes(gauge{a="x"}[3m])                      | {a="x"} 2
                    count_over_time(gauge{a="x"}[3m])              | {a="x"} 3
                    sum_over_time(gauge{a="x"}[3m])                | {a="x"} 30
                    avg_over_time(gauge{a="x"}[3m])                | {a="x"} 10
                    min_over_time(odd[6m])                         | {a="x"} 1
                    max_over_time(odd[6m])                         | {a="x"} 3
                    ts_of_min_over_time(odd[6m])                   | {a="x"} 420
                    ts_of_max_over_time(odd[6m])                   | {a="x"} 360
                    first_over_time(gauge{a="x"}[3m])              | gauge{a="x"} 9
                    last_over_time(gauge{a="x"}[3m])               | gauge{a="x"} 11
                    ts_of_first_over_time(gauge{a="x"}[3m])        | {a="x"} 480
                    ts_of_last_over_time(gauge{a="x"}[3m])         | {a="x"} 600
                    stdvar_over_time(gauge{a="x"}[2m])             | {a="x"} 0.25
                    stddev_over_time(gauge{a="x"}[2m])             | {a="x"} 0.5
                    mad_over_time(gauge{a="x"}[5m])                | {a="x"} 1
                    quantile_over_time(0.5, gauge{a="x"}[5m])      | {a="x"} 9
                    double_exponential_smoothing(gauge{a="x"}[5m], 0.5, 0.5) | {a="x"} 11
                    present_over_time(gauge{a="x"}[5m])            | {a="x"} 1
                    absent_over_time(missing{b="c"}[5m])           | {b="c"} 1
                    absent(missing{b="c", d!="e"})                 | {b="c"} 1
                    label_replace(gauge{a="x"}, "b", "<$1>", "a", "(.*)") | gauge{a="x", b="<x>"} 11
                    label_join(gauge{a="x"}, "b", "-", "a", "a")   | gauge{a="x", b="x-x"} 11
                    max_over_time(gauge{a="x"}[5m:2m])             | {a="x"} 11
                    sum_over_time(rate(counter_total[2m])[4m:1m])  | {a="x"} 0.6666666666666666
                    gauge{a="x"} offset 3m                         | gauge{a="x"} 8
                    gauge{a="x"} offset -3m                        | gauge{a="x"} 11
                    gauge{a="x"} @ 120                             | gauge{a="x"} 3
                    gauge{a="x"} @ start()                         | gauge{a="x"} 11
                    increase(counter_total[5m] anchored)           | {a="x"} 50
                    gauge{a="x"} @ 90 smoothed                     | gauge{a="x"} 2.5
                    """)
    void givesWhatPrometheusGives(String query, String expected) {
        assertThat(scenario.lines(query, TIME)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ended
                    missing
                    absent(gauge)
                    clamp(gauge, 2, 1)
                    rate(gauge{a="x"}[1m])
                    start_timestamp(gauge)
                    """)
    void givesNothing(String query) {
        assertThat(scenario.lines(query, TIME)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    sort(gauge)                        | gauge{a="y"} -1.5 | gauge{a="x"} 11
                    sort_desc(gauge)                   | gauge{a="x"} 11   | gauge{a="y"} -1.5
                    sort_by_label(gauge, "a")          | gauge{a="x"} 11   | gauge{a="y"} -1.5
                    sort_by_label_desc(gauge, "a")     | gauge{a="y"} -1.5 | gauge{a="x"} 11
                    """)
    void ordersAnInstantVector(String query, String first, String second) {
        assertThat(scenario.lines(query, TIME)).isEqualTo(List.of(first, second));
    }
}
