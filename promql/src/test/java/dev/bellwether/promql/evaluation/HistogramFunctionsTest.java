package dev.bellwether.promql.evaluation;

import static dev.bellwether.promql.evaluation.HistogramSamples.around;
import static dev.bellwether.promql.evaluation.HistogramSamples.custom;
import static dev.bellwether.promql.evaluation.HistogramSamples.exponential;
import static dev.bellwether.promql.evaluation.HistogramSamples.withSchema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions and operators of histograms; semantics as in Prometheus's specification of native histograms. */
class HistogramFunctionsTest {
    private static final Duration TIME = Duration.ofMinutes(2);

    private final Scenario scenario = Scenario.every(Duration.ofMinutes(1))
            .histograms(
                    "h",
                    exponential(CounterResetHint.UNKNOWN, 3, 1, 1),
                    exponential(CounterResetHint.UNKNOWN, 6, 2, 2),
                    exponential(CounterResetHint.UNKNOWN, 12, 2, 4, 2))
            .histograms("fine", gauge(1, 10, 4, 4), gauge(1, 10, 4, 4), gauge(1, 10, 4, 4))
            .histograms("nhcb", nhcb(), nhcb(), nhcb())
            .histograms("other_bounds", otherBounds(), otherBounds(), otherBounds())
            .histograms("mid", around(2, 4, 4), around(2, 4, 4), around(2, 4, 4))
            .series("c_bucket{le=\"1\"}", "1 1 1")
            .series("c_bucket{le=\"2\"}", "3 3 3")
            .series("c_bucket{le=\"+Inf\"}", "4 4 4")
            .series("broken_bucket{le=\"1\"}", "5 5 5")
            .series("broken_bucket{le=\"2\"}", "3 3 3")
            .series("broken_bucket{le=\"+Inf\"}", "6 6 6");

    private static NativeHistogram gauge(int schema, double sum, double... buckets) {
        return withSchema(CounterResetHint.GAUGE, schema, sum, buckets);
    }

    private static NativeHistogram nhcb() {
        return custom(new double[] {1, 2, 4}, 20, 2, 4, 2);
    }

    private static NativeHistogram otherBounds() {
        return custom(new double[] {2, 4}, 10, 3, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    h                                         | h {count:8, sum:12, (0.5,1]:2, (1,2]:4, (2,4]:2}
                    histogram_count(h)                        | {} 8
                    histogram_sum(h)                          | {} 12
                    histogram_avg(h)                          | {} 1.5
                    round(histogram_stdvar(h), 0.0001)        | {} 0.602
                    round(histogram_stddev(h), 0.0001)        | {} 0.7759
                    histogram_quantile(0.5, h)                | {} 1.4142135623730951
                    histogram_quantile(0, h)                  | {} 0.5
                    histogram_quantile(1, h)                  | {} 4
                    histogram_quantile(-1, h)                 | {} -Inf
                    histogram_quantile(0.5, mid)              | {} 0
                    histogram_quantile(0.5, nhcb)             | {} 1.5
                    histogram_quantile(0.5, c_bucket)         | {} 1.5
                    histogram_quantile(0.9, c_bucket)         | {} 2
                    histogram_fraction(1, 2, h)               | {} 0.5
                    histogram_fraction(0, 1.5, nhcb)          | {} 0.5
                    histogram_fraction(0, 1.5, c_bucket)      | {} 0.5
                    histogram_quantiles(h, "q", 1)            | {q="1.0"} 4
                    h * 2                                     | {} {count:16, sum:24, (0.5,1]:4, (1,2]:8, (2,4]:4}
                    h / 2                                     | {} {count:4, sum:6, (0.5,1]:1, (1,2]:2, (2,4]:1}
                    h / 0                                     | {} {count:+Inf, sum:+Inf, [-0,0]:NaN}
                    -h                                        | {} {count:-8, sum:-12, (0.5,1]:-2, (1,2]:-4, (2,4]:-2}
                    h + h                                     | {} {count:16, sum:24, (0.5,1]:4, (1,2]:8, (2,4]:4}
                    h - h                                     | {} {count:0, sum:0}
                    h + on() fine                             | {} {count:16, sum:22, (0.5,1]:6, (1,2]:8, (2,4]:2}
                    nhcb + on() other_bounds                  | {} {count:12, sum:30, [-Inf,2]:9, (2,4]:3}
                    h == h                                    | h {count:8, sum:12, (0.5,1]:2, (1,2]:4, (2,4]:2}
                    h </ 2                                    | h {count:6, sum:7.0710678118654755, (0.5,1]:2, (1,2]:4}
                    h >/ 2                                    | h {count:2, sum:5.656854249492381, (2,4]:2}
                    sum(h)                                    | {} {count:8, sum:12, (0.5,1]:2, (1,2]:4, (2,4]:2}
                    avg(h)                                    | {} {count:8, sum:12, (0.5,1]:2, (1,2]:4, (2,4]:2}
                    count(h)                                  | {} 1
                    count_values("v", h)                      | {v="{count:8, sum:12, (0.5,1]:2, (1,2]:4, (2,4]:2}"} 1
                    increase(h[2m])                           | {} {count:8, sum:12, (1,2]:4, (2,4]:4}
                    sum_over_time(h[2m])                      | {} {count:12, sum:18, (0.5,1]:4, (1,2]:6, (2,4]:2}
                    avg_over_time(h[2m])                      | {} {count:6, sum:9, (0.5,1]:2, (1,2]:3, (2,4]:1}
                    count_over_time(h[2m])                    | {} 2
                    resets(h[3m])                             | {} 0
                    changes(h[3m])                            | {} 2
                    """)
    void givesWhatPrometheusGives(String query, String expected) {
        assertThat(scenario.lines(query, TIME)).containsExactly(expected);
    }

    @Test
    void aCounterThatWasResetCountsFromZero() {
        // given
        Scenario reset = Scenario.every(Duration.ofMinutes(1))
                .histograms(
                        "h_total",
                        exponential(CounterResetHint.UNKNOWN, 8, 4, 4),
                        exponential(CounterResetHint.UNKNOWN, 16, 8, 8),
                        exponential(CounterResetHint.UNKNOWN, 2, 1, 1));

        // when
        QueryResult result = reset.instant("increase(h_total[2m1s])", TIME);

        // then
        assertThat(Scenario.lines(result).getFirst()).startsWith("{} {count:10");
        assertThat(reset.lines("resets(h_total[2m1s])", TIME)).containsExactly("{} 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    h + 1 ; PromQL info: incompatible sample types encountered for binary operator "+": histogram + float (1:1)
                    h + on() nhcb ; PromQL warning: incompatible bucket layout encountered for binary operator + (1:1)
                    nhcb + on() other_bounds ; PromQL info: mismatched custom buckets were reconciled during addition (1:1)
                    max(h) ; PromQL info: ignored histogram in max aggregation (1:5)
                    sum({__name__=~"h|c_bucket"}) ; PromQL warning: encountered a mix of histograms and floats for aggregation (1:5)
                    sum({__name__=~"h|nhcb"}) ; PromQL warning: vector contains a mix of histograms with exponential and custom buckets schemas for metric name "nhcb" (1:5)
                    delta(h[3m]) ; PromQL warning: this native histogram metric is not a gauge: "h" (1:7)
                    rate(fine[3m]) ; PromQL warning: this native histogram metric is not a counter: "fine" (1:6)
                    rate(c_bucket[3m]) or rate(c[3m]) ; none
                    rate(mid[3m]) ; PromQL warning: this native histogram metric is not a counter: "mid" (1:6)
                    histogram_quantile(2, h) ; PromQL warning: quantile value should be between 0 and 1, got 2 (1:20)
                    histogram_quantile(0.5, broken_bucket) ; PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile) for metric name "broken_bucket", from buckets 2 to 2, with a max diff of 2, over 1 samples from 1970-01-01T00:02:00Z to 1970-01-01T00:02:00Z (1:25)
                    """)
    void tellsPeopleWhatIsOdd(String query, String expected) {
        // when
        QueryResult result = scenario.instant(query, TIME);

        // then
        java.util.List<String> texts =
                new java.util.ArrayList<>(result.annotations().warnings(query));
        texts.addAll(result.annotations().infos(query));
        if (expected.equals("none")) {
            assertThat(texts).isEmpty();
        } else {
            assertThat(texts).containsExactly(expected);
        }
    }
}
