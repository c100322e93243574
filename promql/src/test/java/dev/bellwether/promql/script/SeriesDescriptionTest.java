package dev.bellwether.promql.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Labels;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.annotation.NumberText;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import dev.bellwether.promql.parser.SyntaxError;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The notation of Prometheus's promqltest and its parser's tests of series descriptions. */
class SeriesDescriptionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            1 2 3                           | 1 2 3
            1                               | 1
            ~~                              | ~~
            0+10x5                          | 0 10 20 30 40 50
            0+10x0                          | 0
            1+1x4 2x2                       | 1 2 3 4 5 2 2 2
            10-2x3                          | 10 8 6 4
            -5x3                            | -5 -5 -5 -5
            -5-1x2                          | -5 -6 -7
            -10+5x4                         | -10 -5 0 5 10
            +3 +4                           | 3 4
            3x0                             | 3
            1x1                             | 1 1
            0x5                             | 0 0 0 0 0 0
            0.5+0.25x2                      | 0.5 0.75 1
            .5                              | 0.5
            1e3 2.5e-3 1E2                  | 1000 0.0025 100
            1e+2 1e-2x1                     | 100 0.01 0.01
            1_000                           | 1000
            010                             | 8
            _                               | _
            1 _ 3                           | 1 _ 3
            _x4                             | _ _ _ _
            _x0 1                           | 1
            1 _x2 2 _ _                     | 1 _ _ 2 _ _
            stale                           | stale
            1 stale 2                       | 1 stale 2
            NaN nan Inf inf -Inf +Inf       | NaN NaN +Inf +Inf -Inf +Inf
            Inf -inf NaN                    | +Inf -Inf NaN
            ~  1   2\t3  ~                  | 1 2 3
            0+1x2 _x1 5-1x1                 | 0 1 2 _ 5 4
            100+0x2                         | 100 100 100
            """)
    void valuesAreRead(String text, String expected) {
        // when
        List<SequenceValue> values = SeriesDescription.parseValues(text.replace("\\t", "\t"));

        // then
        assertThat(text(values)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            my_metric 1 2 3                        | my_metric          | 1 2 3
            {} 1 2                                 | {}                 | 1 2
            {} 0+1x2                               | {}                 | 0 1 2
            {a="b"} -1 2                           | {a="b"}            | -1 2
            my_metric{a="b"} 1 2 3-10x2 4          | my_metric{a="b"}   | 1 2 3 -7 -17 4
            my_metric {a="b"} 1                    | my_metric{a="b"}   | 1
            my_metric{a="b c} {x"} 7               | my_metric{a="b c} {x"} | 7
            my_metric{a='}'} 7                     | my_metric{a="}"}   | 7
            {"a metric", job="x"} _x2 1            | {"a metric", job="x"} | _ _ 1
            my_metric                              | my_metric          | ~~
            my_metric{a="b"}                       | my_metric{a="b"}   | ~~
            my_metric {{}}                         | my_metric          | {{}}
            job:rate5m 1 stale                     | job:rate5m         | 1 stale
            """)
    void labelsStandInFrontOfValues(String text, String labels, String values) {
        // when
        SeriesDescription series = SeriesDescription.parse(text);

        // then
        assertThat(series.labels()).hasToString(labels);
        assertThat(text(series.values())).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {{schema:1 count:2 sum:3}}                       | {{schema:1 count:2 sum:3}}
            {{}}                                             | {{}}
            {{ }}                                            | {{}}
            {{schema:1 count:2 sum:3 buckets:[1 2 1]}}x1     | {{schema:1 count:2 sum:3 buckets:[1 2 1]}} {{schema:1 count:2 sum:3 buckets:[1 2 1]}}
            {{schema:1 sum:-0.3 count:3.1 z_bucket:7.1 z_bucket_w:0.05 buckets:[5.1 10 7] offset:-3 n_buckets:[4.1 5] n_offset:-5 counter_reset_hint:gauge}} | {{schema:1 count:3.1 sum:-0.3 z_bucket:7.1 z_bucket_w:0.05 counter_reset_hint:gauge offset:-3 buckets:[5.1 10 7] n_offset:-5 n_buckets:[4.1 5]}}
            {{ schema:1   buckets:[ 5 10 7 ] }}              | {{schema:1 buckets:[5 10 7]}}
            {{schema:-53 sum:1 count:5 custom_values:[5 10] buckets:[1 4]}} | {{schema:-53 count:5 sum:1 custom_values:[5 10] buckets:[1 4]}}
            {{counter_reset_hint:reset}} {{counter_reset_hint:not_reset}} {{counter_reset_hint:unknown}} | {{counter_reset_hint:reset}} {{counter_reset_hint:not_reset}} {{}}
            {{sum:Inf}} {{sum:-Inf}} {{sum:NaN}}             | {{sum:+Inf}} {{sum:-Inf}} {{sum:NaN}}
            {{schema:1 buckets:[1 1]}}+{{schema:1 buckets:[1 2]}}x2 | {{schema:1 buckets:[1 1]}} {{schema:1 buckets:[2 3]}} {{schema:1 buckets:[3 5]}}
            {{count:9 buckets:[9]}}-{{count:2 buckets:[2]}}x1 | {{count:9 buckets:[9]}} {{count:7 buckets:[7]}}
            1 _ {{count:1}} stale                            | 1 _ {{count:1}} stale
            {{buckets:[0 1 0]}}                              | {{offset:1 buckets:[1]}}
            {{buckets:[1 0 1]}}                              | {{buckets:[1 0 1]}}
            """)
    void histogramsAreRead(String text, String expected) {
        assertThat(text(SeriesDescription.parseValues(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            m 1 2 x          | 1:7  | unexpected identifier "x" in series values, expected number or "stale"
            m 1 stall        | 1:5  | unexpected identifier "stall" in series values, expected number or "stale", did you mean "stale"?
            m 1+2            | 1:6  | unexpected end of input in series values, expected "x" and how often
            m 1x             | 1:5  | unexpected end of input in series values, expected whole number behind "x"
            m 1x-2           | 1:5  | unexpected "-" in series values, expected whole number behind "x"
            m 1x9999999999   | 1:5  | invalid repetition in series values: 9999999999, a series has at most 5000000 values
            m 1x1.5          | 1:6  | unexpected "." in series values, expected blank
            m 1,2            | 1:4  | unexpected "," in series values, expected blank
            m %              | 1:3  | unexpected "%" in series values, expected number
            m --1            | 1:4  | unexpected "-" in series values, expected number
            m 1e999          | 1:3  | error parsing number: "1e999": value out of range
            m{a="b"}1        | 1:9  | unexpected "1" in series values, expected blank
            m{a=b} 1         | 1:5  | unexpected identifier "b" in label set, expected string
            m {{             | 1:5  | unexpected end of input in histogram description, expected "}}" or one of [schema, count, sum, z_bucket, z_bucket_w, custom_values, counter_reset_hint, offset, buckets, n_offset, n_buckets]
            m {{shema:1}}    | 1:5  | bad histogram descriptor found: "shema", allowed are [schema, count, sum, z_bucket, z_bucket_w, custom_values, counter_reset_hint, offset, buckets, n_offset, n_buckets], did you mean "schema"?
            m {{sum 1}}      | 1:8  | unexpected blank in histogram description, expected ":" behind sum
            m {{sum:1 sum:2}} | 1:11 | duplicate key "sum" in histogram
            m {{schema:1.5}} | 1:13 | unexpected "." in histogram description, expected blank or "}}"
            m {{schema:9}}   | 1:3  | invalid histogram: schema is 9, allowed are -4 to 8 and -53
            m {{buckets:1}}  | 1:13 | unexpected "1" in histogram description, expected "["
            m {{buckets:[1}} | 1:15 | unexpected "}" in histogram description, expected blank or "]"
            m {{counter_reset_hint:foo}} | 1:24 | bad counter reset hint "foo", allowed are unknown, reset, not_reset, gauge
            m {{}}+1x2       | 1:8  | unexpected "1" in series values, expected "{{"
            m {{}}+{{}}      | 1:12 | unexpected end of input in series values, expected "x" and how often
            m {{schema:2}}+{{schema:1}}x1 | 1:3 | error combining histograms: cannot merge from schema 1 to 2
            """)
    void whatIsWrongHasAPlace(String text, String place, String message) {
        assertThatThrownBy(() -> SeriesDescription.parse(text))
                .isInstanceOfSatisfying(PromqlSyntaxException.class, failure -> {
                    SyntaxError error = failure.errors().getFirst();
                    assertThat(error).hasToString(place + ": parse error: " + message);
                });
    }

    @Test
    void aStaleValueIsTheStaleMarker() {
        // when
        SequenceValue value = SeriesDescription.parseValues("stale").getFirst();

        // then
        assertThat(value)
                .isInstanceOfSatisfying(
                        SequenceValue.Number.class,
                        number -> assertThat(SpecialValues.isStale(number.value()))
                                .isTrue());
    }

    @Test
    void stepsAreAddedOneAfterTheOtherAsPrometheusAddsThem() {
        // when
        List<SequenceValue> values = SeriesDescription.parseValues("0+0.1x3");

        // then
        assertThat(values.getLast()).isEqualTo(new SequenceValue.Number(0.1 + 0.1 + 0.1));
    }

    @Test
    void aHistogramAloneIsRead() {
        // then
        assertThat(HistogramDescription.print(HistogramDescription.parse(" {{count:3 buckets:[1 2]}} ")))
                .isEqualTo("{{count:3 buckets:[1 2]}}");
        assertThatThrownBy(() -> HistogramDescription.parse("{{}} 1"))
                .hasMessage("1:6: parse error: unexpected \"1\" in histogram description, expected end of input");
    }

    @Test
    void theEmptySeriesHasNoLabels() {
        assertThat(SeriesDescription.parse("{} 1").labels()).isEqualTo(Labels.EMPTY);
    }

    private static String text(List<SequenceValue> values) {
        return values.stream()
                .map(value -> switch (value) {
                    case SequenceValue.Omitted omitted -> "_";
                    case SequenceValue.Number number ->
                        SpecialValues.isStale(number.value()) ? "stale" : NumberText.plain(number.value());
                    case SequenceValue.Histogram histogram -> HistogramDescription.print(histogram.histogram());
                })
                .collect(Collectors.joining(" "));
    }
}
