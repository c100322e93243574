package dev.bellwether.alerting.unittest;

import dev.bellwether.model.Labels;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates a recording rule as Prometheus does: its labels win, a set of labels may come once, series that are no more
 * get a stale marker. Not safe for use by many threads.
 */
final class RecordedRule implements TestedRule {
    private final RecordingRule rule;
    private final Expression expression;
    private final TestWorld world;
    private Set<Labels> previous = Set.of();

    RecordedRule(RecordingRule rule, TestWorld world) {
        this.rule = rule;
        this.world = world;
        this.expression = PromqlParser.parse(rule.expression(), ParserOptions.ALL);
    }

    @Override
    public String name() {
        return rule.name();
    }

    @Override
    public void evaluate(long nowMillis) {
        long time = nowMillis - rule.schedule().offset().toMillis();
        Map<Labels, QueryResult.Sample> results = new LinkedHashMap<>();
        for (QueryResult.Sample sample : samples(world.query(expression, time))) {
            if (results.put(labels(sample.labels()), sample) != null) {
                throw failure("vector contains metrics with the same labelset after applying rule labels");
            }
        }
        int limit = rule.schedule().limit();
        if (limit > 0 && results.size() > limit) {
            throw failure("exceeded limit of " + limit + " with " + results.size() + " series");
        }
        results.forEach((labels, sample) -> world.record(labels, time, sample.value(), sample.histogram()));
        for (Labels labels : previous) {
            if (!results.containsKey(labels)) {
                world.record(labels, time, SpecialValues.STALE, null);
            }
        }
        previous = Set.copyOf(results.keySet());
    }

    /** The elements of an instant vector, or of a scalar. */
    static List<QueryResult.Sample> samples(QueryResult result) {
        return switch (result) {
            case QueryResult.InstantVector vector -> vector.samples();
            case QueryResult.Scalar scalar ->
                List.of(new QueryResult.Sample(Labels.EMPTY, scalar.timestampMillis(), scalar.value(), null));
            case QueryResult.Text other -> throw failure("rule result is not a vector or scalar");
            case QueryResult.Matrix other -> throw failure("rule result is not a vector or scalar");
        };
    }

    private Labels labels(Labels element) {
        Labels.Builder labels = element.toBuilder();
        rule.labels().forEach(labels::set);
        return labels.set(Labels.METRIC_NAME, rule.name()).build();
    }

    private static QueryException failure(String message) {
        return new QueryException(QueryException.Type.EXECUTION, message);
    }
}
