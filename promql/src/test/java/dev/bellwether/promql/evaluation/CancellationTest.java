package dev.bellwether.promql.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Labels;
import dev.bellwether.promql.memory.InMemorySeries;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries look at their token by the samples that they touch, so that none works on for long after it was cancelled. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancellationTest {
    private static final int STEPS = 2_000;
    private static final long END = (STEPS - 1) * 1000L;
    private static final int SERIES = 60;

    private final InMemorySeries series = new InMemorySeries();
    private final InMemorySeries single = new InMemorySeries();

    @BeforeAll
    void fill() {
        for (int i = 0; i < SERIES; i++) {
            Labels labels = Labels.of("__name__", "m", "i", Integer.toString(i), "le", Integer.toString(i));
            for (int step = 0; step < STEPS; step++) {
                series.add(labels, step * 1000L, step);
            }
        }
        for (int step = 0; step < STEPS; step++) {
            single.add(Labels.of("__name__", "m"), step * 1000L, step);
        }
    }

    private static final class CountingToken extends CancellationToken {
        private final AtomicLong looks = new AtomicLong();
        private final long cancelledAt;

        CountingToken(long cancelledAt) {
            this.cancelledAt = cancelledAt;
        }

        @Override
        public boolean isCancelled() {
            return looks.incrementAndGet() >= cancelledAt;
        }
    }

    /** The number tells how many samples the operators touch at least, beside the selectors. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    m                                    | 1
                    abs(m)                               | 2
                    -m                                   | 2
                    m > 1                                | 2
                    clamp(m, 0, 1)                       | 2
                    round(m, 2)                          | 2
                    timestamp(-m)                        | 3
                    sum by (i) (m)                       | 2
                    count_values("v", m)                 | 20
                    topk(3, m)                           | 2
                    limitk(3, m)                         | 2
                    m * on (i) (m + 1)                   | 4
                    m and on (i) (m + 1)                 | 3
                    m or on (i) (m + 1)                  | 3
                    label_replace(m, "x", "", "i", "")   | 1
                    histogram_quantile(0.5, m)           | 2
                    absent(m == -1)                      | 2
                    scalar(sum(m))                       | 2
                    m @ 100                              | 1
                    """)
    void everyOperatorLooksAtTheToken(String query, long share) {
        // given
        CountingToken token = new CountingToken(Long.MAX_VALUE);
        long touched = share * SERIES * STEPS;

        // when
        new QueryEngine(QueryOptions.DEFAULT)
                .range(Scenario.parse(query), 0, END, Duration.ofSeconds(1), series, token);

        // then
        assertThat(token.looks.get() * QueryContext.SAMPLES_BETWEEN_CHECKS).isGreaterThanOrEqualTo(touched);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sum_over_time(m[1000s])
                    quantile_over_time(0.5, m[1000s])
                    max_over_time(m[1000s:1s])
                    """)
    void aFunctionOfWindowsLooksAtTheTokenWithinOneSeries(String query) {
        // given
        CountingToken token = new CountingToken(Long.MAX_VALUE);
        long touched = 1_000L * STEPS / 2;

        // when
        new QueryEngine(QueryOptions.DEFAULT)
                .range(Scenario.parse(query), 0, END, Duration.ofSeconds(1), single, token);

        // then
        assertThat(token.looks.get() * QueryContext.SAMPLES_BETWEEN_CHECKS).isGreaterThanOrEqualTo(touched);
    }

    @ParameterizedTest
    @CsvSource({"2", "5", "9"})
    void aQueryEndsAtTheLookThatFindsItCancelled(long look) {
        // given
        CountingToken token = new CountingToken(look);
        QueryEngine engine = new QueryEngine(QueryOptions.DEFAULT);

        // then
        assertThatThrownBy(() -> engine.range(
                        Scenario.parse("sum_over_time(m[1000s])"), 0, END, Duration.ofSeconds(1), single, token))
                .isInstanceOf(QueryException.class)
                .hasMessage("query was canceled in expression evaluation");
        assertThat(token.looks.get()).isEqualTo(look);
    }
}
