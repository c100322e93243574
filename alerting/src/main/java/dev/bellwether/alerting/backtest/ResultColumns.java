package dev.bellwether.alerting.backtest;

import dev.bellwether.model.Labels;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.evaluation.QueryResult.Sample;
import dev.bellwether.promql.evaluation.QueryResult.Series;
import java.util.ArrayList;
import java.util.List;

/** The results of many evaluations, read in the order of time. Not safe for use by many threads. */
final class ResultColumns {
    private final List<Series> columns;
    private final int[] next;

    private ResultColumns(List<Series> columns) {
        this.columns = columns;
        this.next = new int[columns.size()];
    }

    static ResultColumns of(QueryResult result) {
        return switch (result) {
            case QueryResult.Matrix matrix -> new ResultColumns(matrix.series());
            case QueryResult.InstantVector vector ->
                new ResultColumns(vector.samples().stream()
                        .map(sample -> column(sample.labels(), sample.timestampMillis(), sample.value()))
                        .toList());
            case QueryResult.Scalar scalar ->
                new ResultColumns(List.of(column(Labels.EMPTY, scalar.timestampMillis(), scalar.value())));
            case QueryResult.Text ignored ->
                throw new QueryException(
                        QueryException.Type.EXECUTION,
                        "the expression gives a string; an instant vector or a scalar is needed");
        };
    }

    private static Series column(Labels labels, long time, double value) {
        return new Series(labels, new long[] {time}, new double[] {value}, null);
    }

    /** The elements at a time, which is not before the one that was asked for last. */
    List<Sample> at(long timeMillis) {
        List<Sample> elements = new ArrayList<>();
        for (int i = 0; i < next.length; i++) {
            Series column = columns.get(i);
            long[] times = column.timestampMillis();
            while (next[i] < times.length && times[next[i]] < timeMillis) {
                next[i]++;
            }
            if (next[i] < times.length && times[next[i]] == timeMillis) {
                elements.add(new Sample(column.labels(), timeMillis, column.values()[next[i]], null));
            }
        }
        return elements;
    }
}
