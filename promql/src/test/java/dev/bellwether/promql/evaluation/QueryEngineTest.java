package dev.bellwether.promql.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReadException;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.memory.InMemorySeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryEngineTest {
    private final Scenario scenario =
            Scenario.every(Duration.ofMinutes(1)).series("m", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20");

    @Test
    void aRangeQueryGivesASampleForEveryStep() {
        // when
        QueryResult result = scenario.range("m * 2", Duration.ZERO, Duration.ofMinutes(3), Duration.ofSeconds(90));

        // then
        assertThat(Scenario.lines(result)).containsExactly("{} 0:2 90:4 180:8");
    }

    @Test
    void aScalarOverARangeIsASeriesWithoutLabels() {
        assertThat(Scenario.lines(scenario.range("1 + 1", Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(1))))
                .containsExactly("{} 0:2 60:2");
    }

    @Test
    void anInstantQueryOfARangeGivesItsSamples() {
        assertThat(scenario.lines("m[2m]", Duration.ofMinutes(5))).containsExactly("m 240:5 300:6");
        assertThat(scenario.lines("m[4m:2m]", Duration.ofMinutes(5))).containsExactly("m 120:3 240:5");
    }

    @Test
    void textsAreResultsOfInstantQueries() {
        assertThat(scenario.lines("\"text\"", Duration.ZERO)).containsExactly("text");
    }

    @Test
    void whatIsFixedInTimeIsEvaluatedOnce() {
        // given
        CountingReader reader = new CountingReader(scenario.reader());
        QueryEngine engine = new QueryEngine(QueryOptions.DEFAULT);

        // when
        QueryResult result = engine.range(Scenario.parse("sum(m @ 60)"), 0, 600_000, Duration.ofMinutes(1), reader);

        // then
        assertThat(((QueryResult.Matrix) result).series().getFirst().values())
                .hasSize(11)
                .containsOnly(2);
        assertThat(reader.selections).hasSize(1);
    }

    @Test
    void aResultTellsWhatItTook() {
        // when
        QueryStatistics statistics =
                scenario.instant("sum_over_time(m[5m])", Duration.ofMinutes(10)).statistics();

        // then
        assertThat(statistics.samplesRead()).isEqualTo(5);
        assertThat(statistics.peakSamples()).isGreaterThanOrEqualTo(5);
        assertThat(statistics.elapsedNanos()).isPositive();
    }

    @Test
    void selectionsReachNoFurtherThanTheQueryLooks() {
        // given
        CountingReader reader = new CountingReader(scenario.reader());
        QueryEngine engine = new QueryEngine(QueryOptions.DEFAULT);

        // when
        engine.range(Scenario.parse("rate(m[2m] offset 1m)"), 600_000, 900_000, Duration.ofMinutes(1), reader);
        engine.instant(Scenario.parse("m"), 600_000, reader);

        // then
        assertThat(reader.selections.get(0).startMillis()).isEqualTo(600_000 - 180_000 + 1);
        assertThat(reader.selections.get(0).endMillis()).isEqualTo(840_000);
        assertThat(reader.selections.get(0).hints().function()).isEqualTo("rate");
        assertThat(reader.selections.get(1).startMillis()).isEqualTo(300_001);
    }

    @Test
    void tooManySamplesAreRefusedWithTheLimitsName() {
        // given
        Scenario limited = scenario.with(QueryOptions.DEFAULT.withMaxSamples(10));

        // then
        assertThatThrownBy(() -> limited.instant("sum_over_time(m[20m])", Duration.ofMinutes(20)))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("query processing would load too many samples into memory")
                .hasMessageContaining("maxSamples is 10");
        assertThat(limited.lines("sum_over_time(m[5m])", Duration.ofMinutes(5))).containsExactly("{} 20");
    }

    @Test
    void subqueriesWithTooManyStepsAreRefused() {
        assertThatThrownBy(() -> scenario.instant("sum_over_time(m[10y:1ms])", Duration.ofMinutes(20)))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("too many samples");
    }

    @Test
    void tooManyStepsAreRefused() {
        assertThatThrownBy(() -> scenario.range("m", Duration.ZERO, Duration.ofSeconds(11_001), Duration.ofSeconds(1)))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("exceeded maximum resolution of 11,000 points per timeseries")
                .extracting(error -> ((QueryException) error).type())
                .isEqualTo(QueryException.Type.BAD_DATA);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    m[1m]                       | invalid expression type "range vector" for range query, must be Scalar or instant Vector
                    rate(m[step() - 1m])        | 7:18: duration must be greater than 0
                    sum_over_time(m[5m] smoothed) | smoothed modifier can only be used with: delta, increase, rate - not with sum_over_time
                    double_exponential_smoothing(m[5m], 2, 0.5) | invalid smoothing factor. Expected: 0 < sf < 1, got: 2.000000
                    """)
    void wrongQueriesAreRefused(String query, String message) {
        assertThatThrownBy(() -> scenario.range(query, Duration.ZERO, Duration.ofMinutes(5), Duration.ofMinutes(1)))
                .isInstanceOf(QueryException.class)
                .hasMessage(message);
    }

    @Test
    void aCancelledQueryEndsAsCancelled() {
        // given
        CancellationToken token = new CancellationToken();
        token.cancel();
        QueryEngine engine = new QueryEngine(QueryOptions.DEFAULT);

        // then
        assertThatThrownBy(() -> engine.instant(Scenario.parse("m"), 0, scenario.reader(), token))
                .isInstanceOf(QueryException.class)
                .hasMessage("query was canceled in expression evaluation")
                .extracting(error -> ((QueryException) error).type().apiName())
                .isEqualTo("canceled");
    }

    @Test
    void cancellingFromAnotherThreadStopsAQueryBetweenSeries() {
        // given
        CancellationToken token = new CancellationToken();
        SeriesReader cancelling = new CountingReader(scenario.reader()) {
            @Override
            public SeriesCursor select(Selection selection) {
                token.cancel();
                return super.select(selection);
            }
        };
        QueryEngine engine = new QueryEngine(QueryOptions.DEFAULT);

        // then
        assertThatThrownBy(() -> engine.instant(Scenario.parse("m"), 0, cancelling, token))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("canceled");
    }

    @Test
    void aQueryThatTakesTooLongEndsWithATimeout() {
        // given
        QueryEngine engine = new QueryEngine(QueryOptions.DEFAULT.withTimeout(Duration.ofMillis(1)));
        SeriesReader slow = new CountingReader(scenario.reader()) {
            @Override
            public SeriesCursor select(Selection selection) {
                long until = System.nanoTime() + Duration.ofMillis(2).toNanos();
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                return super.select(selection);
            }
        };

        // then
        assertThatThrownBy(() -> engine.instant(Scenario.parse("m"), 0, slow))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("query timed out in expression evaluation")
                .extracting(error -> ((QueryException) error).type())
                .isEqualTo(QueryException.Type.TIMEOUT);
    }

    @Test
    void aReaderThatFailsFailsTheQuery() {
        // given
        SeriesReader failing = new CountingReader(new InMemorySeries()) {
            @Override
            public SeriesCursor select(Selection selection) {
                throw new SeriesReadException("the database is away");
            }
        };

        // then
        assertThatThrownBy(() -> new QueryEngine(QueryOptions.DEFAULT).instant(Scenario.parse("m"), 0, failing))
                .isInstanceOf(QueryException.class)
                .hasMessage("expanding series: the database is away");
    }

    /** Remembers what was selected. */
    private static class CountingReader implements SeriesReader {
        private final SeriesReader inner;
        private final List<Selection> selections = new ArrayList<>();

        CountingReader(SeriesReader inner) {
            this.inner = inner;
        }

        @Override
        public SeriesCursor select(Selection selection) {
            selections.add(selection);
            return inner.select(selection);
        }

        @Override
        public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
            return inner.series(matchers, startMillis, endMillis, limit);
        }

        @Override
        public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
            return inner.labelNames(matchers, startMillis, endMillis, limit);
        }

        @Override
        public List<String> labelValues(
                String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
            return inner.labelValues(labelName, matchers, startMillis, endMillis, limit);
        }
    }
}
