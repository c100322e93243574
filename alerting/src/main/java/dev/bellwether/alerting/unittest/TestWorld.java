package dev.bellwether.alerting.unittest;

import dev.bellwether.alerting.replay.SeriesPresence;
import dev.bellwether.alerting.template.PromqlQuery;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryOptions;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.memory.InMemorySeries;
import dev.bellwether.promql.script.SequenceValue;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The samples of one test as time goes on; rules add theirs. Not safe for use by many threads. */
final class TestWorld {
    private final InMemorySeries stored = new InMemorySeries();
    private final UnitTest test;
    private final int[] next;
    private final QueryEngine engine;

    TestWorld(UnitTest test, Duration evaluationInterval) {
        this.test = test;
        this.next = new int[test.series().size()];
        QueryOptions options = QueryOptions.DEFAULT;
        this.engine = new QueryEngine(new QueryOptions(
                options.maxSamples(),
                options.timeout(),
                options.lookbackDelta(),
                evaluationInterval,
                options.maxPointsPerSeries(),
                options.maxResultSamples(),
                options.maxConcurrentQueries(),
                options.delayedNameRemoval(),
                options.typeAndUnitLabels()));
    }

    /** Lets the samples of the test appear up to a time. */
    void load(long untilMillis) {
        long interval = test.interval().toMillis();
        for (int i = 0; i < next.length; i++) {
            var values = test.series().get(i).values();
            Labels labels = test.series().get(i).labels();
            while (next[i] < values.size() && next[i] * interval <= untilMillis) {
                long time = next[i] * interval;
                switch (values.get(next[i])) {
                    case SequenceValue.Omitted omitted -> {
                        // A gap.
                    }
                    case SequenceValue.Number number -> stored.add(labels, time, number.value());
                    case SequenceValue.Histogram histogram -> stored.add(labels, time, histogram.histogram());
                }
                next[i]++;
            }
        }
    }

    /** Adds what a rule gives. */
    void record(Labels labels, long timeMillis, double value, @Nullable NativeHistogram histogram) {
        if (histogram == null) {
            stored.add(labels, timeMillis, value);
        } else {
            stored.add(labels, timeMillis, histogram);
        }
    }

    /** Answers the queries of templates. */
    PromqlQuery queries() {
        return new PromqlQuery(engine, stored);
    }

    /** When the series of some selectors were there until a time. */
    SeriesPresence presence(List<List<Matcher>> selectors, long untilMillis) {
        return SeriesPresence.read(stored, selectors, 0, untilMillis, lookbackMillis());
    }

    /** How old the newest sample of a series may be that still counts. */
    long lookbackMillis() {
        return engine.options().lookbackDelta().toMillis();
    }

    UnitTest test() {
        return test;
    }

    /**
     * Evaluates an expression over what is there.
     *
     * @throws dev.bellwether.promql.evaluation.QueryException where it fails
     */
    QueryResult query(Expression expression, long timeMillis) {
        return engine.instant(expression, timeMillis, stored);
    }
}
