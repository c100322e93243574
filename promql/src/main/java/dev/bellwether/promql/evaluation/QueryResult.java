package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.annotation.Annotations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query gives. Immutable. */
public sealed interface QueryResult {

    /** What people should know about the result. */
    Annotations annotations();

    /** A number. */
    record Scalar(long timestampMillis, double value, Annotations annotations) implements QueryResult {}

    /** A text. */
    record Text(long timestampMillis, String value, Annotations annotations) implements QueryResult {}

    /** One sample for each series, in the order in which the query gives them. */
    record InstantVector(List<Sample> samples, Annotations annotations) implements QueryResult {
        public InstantVector {
            samples = List.copyOf(samples);
        }
    }

    /** Samples over time for each series, sorted by labels. */
    record Matrix(List<Series> series, Annotations annotations) implements QueryResult {
        public Matrix {
            series = List.copyOf(series);
        }
    }

    /**
     * One sample.
     *
     * @param value meaningless where there is a histogram
     * @param histogram null for a float
     */
    record Sample(
            Labels labels,
            long timestampMillis,
            double value,
            @Nullable NativeHistogram histogram) {}

    /**
     * The samples of one series in the order of time.
     *
     * @param values meaningless where {@code histograms} has an entry
     * @param histograms aligned with the times, null where the series has none
     */
    @SuppressWarnings("ArrayRecordComponent") // Long columns are handed on without a copy.
    record Series(
            Labels labels,
            long[] timestampMillis,
            double[] values,
            @Nullable NativeHistogram @Nullable [] histograms) {}
}
