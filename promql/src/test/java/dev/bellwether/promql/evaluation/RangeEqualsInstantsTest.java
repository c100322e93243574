package dev.bellwether.promql.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.histogram.HistogramText;
import dev.bellwether.promql.memory.InMemorySeries;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evaluating a range gives at each step what evaluating that instant gives. */
class RangeEqualsInstantsTest {
    private static final long START = 200_000;
    private static final long END = 800_000;
    private static final long STEP = 50_000;
    private static final int QUERIES = 250;

    private final QueryEngine engine = new QueryEngine(QueryOptions.DEFAULT);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void atEveryStep(long seed) {
        // given
        InMemorySeries series = series(new Random(seed));
        RandomQueries queries = new RandomQueries(seed);
        int compared = 0;

        for (int i = 0; i < QUERIES; i++) {
            String query = queries.next();
            Expression expression = Scenario.parse(query);
            QueryResult range;
            try {
                // when
                range = engine.range(expression, START, END, Duration.ofMillis(STEP), series);
            } catch (QueryException e) {
                // Two series became equal, at some step or for different steps: nothing to compare.
                continue;
            }
            Map<String, String> instants = instants(expression, series);

            // then
            assertThat(byTime((QueryResult.Matrix) range)).as(query).isEqualTo(instants);
            compared++;
        }
        assertThat(compared).isGreaterThan(QUERIES / 2);
    }

    @Test
    void annotationsAreThoseOfTheSteps() {
        // given
        InMemorySeries series = series(new Random(7));
        String query = "sum(rate(mixed[5m])) + sum(gauge)";

        // when
        QueryResult range = engine.range(Scenario.parse(query), START, END, Duration.ofMillis(STEP), series);

        // then
        assertThat(range.annotations().warnings(query))
                .contains(
                        "PromQL warning: encountered a mix of histograms and floats for metric name \"mixed\" (1:10)");
    }

    private Map<String, String> instants(Expression expression, InMemorySeries series) {
        Map<String, String> values = new TreeMap<>();
        for (long time = START; time <= END; time += STEP) {
            // @ start() means the start of the query, so that instants cannot know it.
            Expression fixed = StartAnchor.at(expression, START);
            QueryResult result = engine.instant(fixed, time, series);
            for (QueryResult.Sample sample : ((QueryResult.InstantVector) result).samples()) {
                values.put(sample.labels() + "@" + time, text(sample.value(), sample.histogram()));
            }
        }
        return values;
    }

    static Map<String, String> byTime(QueryResult.Matrix matrix) {
        Map<String, String> values = new TreeMap<>();
        for (QueryResult.Series each : matrix.series()) {
            for (int i = 0; i < each.timestampMillis().length; i++) {
                values.put(
                        each.labels() + "@" + each.timestampMillis()[i],
                        text(each.values()[i], each.histograms() == null ? null : each.histograms()[i]));
            }
        }
        return values;
    }

    private static String text(double value, @Nullable NativeHistogram histogram) {
        return histogram == null ? Double.toString(value) : HistogramText.of(histogram);
    }

    static InMemorySeries series(Random random) {
        InMemorySeries series = new InMemorySeries();
        for (int i = 1; i <= 3; i++) {
            double counter = 0;
            double count = 0;
            for (long time = 0; time <= END; time += 15_000) {
                counter = random.nextInt(15) == 0 ? 0 : counter + random.nextInt(50);
                count = random.nextInt(20) == 0 ? 1 : count + random.nextInt(4);
                if (random.nextInt(8) == 0) {
                    continue;
                }
                boolean stale = random.nextInt(25) == 0;
                add(series, "counter_total", i, time, stale ? SpecialValues.STALE : counter);
                add(series, "gauge", i, time, gauge(random));
                add(series, "mixed", i, time, random.nextInt(30) == 0 ? random.nextInt(9) : Double.NaN);
                histogram(
                        series,
                        "hist",
                        i,
                        time,
                        HistogramSamples.withSchema(CounterResetHint.UNKNOWN, i % 2, count * 3, count, count * 2));
                histogram(
                        series,
                        "custom",
                        i,
                        time,
                        HistogramSamples.custom(new double[] {1, 2, 2 + i}, count, count, 1, random.nextInt(3)));
                if (random.nextInt(4) == 0) {
                    histogram(series, "mixed", i, time + 1, HistogramSamples.around(1, count, 2));
                }
                for (String bound : new String[] {"0.5", "1", "+Inf"}) {
                    series.add(
                            Labels.of("__name__", "c_bucket", "i", "" + i, "j", "x", "le", bound),
                            time,
                            counter * bound.length());
                }
            }
        }
        return series;
    }

    private static double gauge(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> -0.0;
            default -> random.nextInt(200) / 8.0 - 10;
        };
    }

    private static void add(InMemorySeries series, String name, int i, long time, double value) {
        series.add(Labels.of("__name__", name, "i", "" + i, "j", i < 3 ? "x" : "y"), time, value);
    }

    private static void histogram(InMemorySeries series, String name, int i, long time, NativeHistogram histogram) {
        series.add(Labels.of("__name__", name, "i", "" + i, "j", i < 3 ? "x" : "y"), time, histogram);
    }
}
