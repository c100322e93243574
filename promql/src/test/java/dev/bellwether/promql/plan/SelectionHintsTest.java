package dev.bellwether.promql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryOptions;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.memory.InMemorySeries;
import dev.bellwether.promql.parser.FunctionSignature;
import dev.bellwether.promql.parser.FunctionSignatures;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What readers are told; after populateSeries and extractFuncFromPath of Prometheus's engine. */
class SelectionHintsTest {
    private final List<Selection> selections = new ArrayList<>();
    private final SeriesReader reader = new Listening();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    m                                     | ''    | 0      | 60000 | ''
                    (m)                                   | ''    | 0      | 60000 | ''
                    -m                                    | ''    | 0      | 60000 | ''
                    m + 1                                 | ''    | 0      | 60000 | ''
                    abs(m)                                | abs   | 0      | 60000 | ''
                    abs(m + 1)                            | ''    | 0      | 60000 | ''
                    abs(-(m))                             | abs   | 0      | 60000 | ''
                    timestamp(m)                          | timestamp | 0  | 60000 | ''
                    rate(m[5m])                           | rate  | 300000 | 60000 | ''
                    sum(rate(m[5m]))                      | rate  | 300000 | 60000 | ''
                    sum(m)                                | sum   | 0      | 60000 | by
                    sum by (x) (m)                        | sum   | 0      | 60000 | by x
                    sum without (x, y) (m)                | sum   | 0      | 60000 | without x y
                    sum by (x) ((m))                      | sum   | 0      | 60000 | ''
                    sum by (x) (abs(m))                   | abs   | 0      | 60000 | ''
                    sum by (x) (m * 2)                    | ''    | 0      | 60000 | ''
                    topk by (x) (3, m)                    | topk  | 0      | 60000 | by x
                    histogram_quantile(0.9, m)            | histogram_quantile | 0 | 60000 | ''
                    histogram_quantile(0.9, sum by (le) (rate(m[5m]))) | rate | 300000 | 60000 | ''
                    max_over_time(m[1h:30s])              | max_over_time | 0 | 30000 | ''
                    max_over_time(m[1h:])                 | max_over_time | 0 | 60000 | ''
                    max_over_time(rate(m[5m])[1h:30s])    | rate  | 300000 | 30000 | ''
                    max_over_time(sum by (x) (m)[1h:10s]) | sum   | 0      | 10000 | by x
                    absent(m)                             | absent | 0     | 60000 | ''
                    label_replace(m, "a", "b", "c", "d")  | label_replace | 0 | 60000 | ''
                    sum(m) / count(m)                     | ''    | 0      | 60000 | ''
                    m and m                               | ''    | 0      | 60000 | ''
                    avg_over_time(m[5m]) / avg_over_time(m[5m]) | avg_over_time | 300000 | 60000 | ''
                    sum_over_time(m[5m]) / count_over_time(m[5m]) | '' | 300000 | 60000 | ''
                    """)
    void aReaderIsToldWhatStandsAroundTheSelector(
            String query, String function, long range, long step, String grouping) {
        // when
        new QueryEngine(QueryOptions.DEFAULT).range(parse(query), 600_000, 1_200_000, Duration.ofMinutes(1), reader);

        // then
        assertThat(selections).hasSize(1);
        Selection.Hints hints = selections.getFirst().hints();
        assertThat(hints.function()).isEqualTo(function);
        assertThat(hints.rangeMillis()).isEqualTo(range);
        assertThat(hints.stepMillis()).isEqualTo(step);
        assertThat(text(hints)).isEqualTo(grouping);
    }

    @Test
    void everyFunctionOfAVectorIsNamed() {
        for (FunctionSignature signature : FunctionSignatures.all().values()) {
            String arguments = switch (signature.name()) {
                case "time", "pi", "vector", "start", "end", "range", "step", "max_of", "min_of", "start_timestamp" ->
                    "";
                case "quantile_over_time" -> "0.5, m[5m]";
                case "predict_linear" -> "m[5m], 60";
                case "double_exponential_smoothing" -> "m[5m], 0.5, 0.5";
                case "clamp" -> "m, 0, 1";
                case "clamp_min", "clamp_max" -> "m, 0";
                case "histogram_quantile" -> "0.5, m";
                case "histogram_quantiles" -> "m, \"q\", 0.5";
                case "histogram_fraction" -> "0, 1, m";
                case "label_replace" -> "m, \"a\", \"b\", \"c\", \"d\"";
                case "label_join" -> "m, \"a\", \",\", \"c\"";
                case "sort_by_label", "sort_by_label_desc" -> "m, \"a\"";
                default -> signature.argumentTypes().getFirst() == ValueType.RANGE_VECTOR ? "m[5m]" : "m";
            };
            if (arguments.isEmpty()) {
                continue;
            }
            selections.clear();

            // when
            new QueryEngine(QueryOptions.DEFAULT)
                    .instant(parse(signature.name() + "(" + arguments + ")"), 600_000, reader);

            // then
            assertThat(selections).as(signature.name()).isNotEmpty();
            assertThat(selections.getFirst().hints().function()).isEqualTo(signature.name());
            assertThat(selections.getFirst().hints().stepMillis()).isZero();
        }
    }

    private static String text(Selection.Hints hints) {
        if (!hints.by() && hints.grouping().isEmpty()) {
            return "";
        }
        String labels = String.join(" ", hints.grouping());
        return (hints.by() ? "by " : "without ").concat(labels).strip();
    }

    private static Expression parse(String query) {
        return PromqlParser.parse(query, ParserOptions.ALL);
    }

    /** A reader of one series that remembers what was selected. */
    private final class Listening implements SeriesReader {
        private final InMemorySeries series = new InMemorySeries();

        private Listening() {
            series.add(Labels.of("__name__", "m", "x", "1"), 500_000, 1);
        }

        @Override
        public SeriesCursor select(Selection selection) {
            selections.add(selection);
            return series.select(selection);
        }

        @Override
        public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
            return series.series(matchers, startMillis, endMillis, limit);
        }

        @Override
        public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
            return series.labelNames(matchers, startMillis, endMillis, limit);
        }

        @Override
        public List<String> labelValues(
                String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
            return series.labelValues(labelName, matchers, startMillis, endMillis, limit);
        }
    }
}
