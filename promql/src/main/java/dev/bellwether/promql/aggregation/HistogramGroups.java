package dev.bellwether.promql.aggregation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.annotation.QueryMessages;
import org.jspecify.annotations.Nullable;

/** The histogram side of {@code sum} and {@code avg}, step by step; there is none until a histogram comes. */
final class HistogramGroups {
    private final AggregationContext context;
    private final boolean average;
    private @Nullable HistogramGroup @Nullable [] groups;

    HistogramGroups(AggregationContext context, boolean average) {
        this.context = context;
        this.average = average;
    }

    void add(int step, NativeHistogram histogram, String metricName) {
        @Nullable HistogramGroup[] target = groups;
        if (target == null) {
            target = new HistogramGroup[context.steps()];
            groups = target;
        }
        HistogramGroup group = target[step];
        if (group == null) {
            target[step] = new HistogramGroup(context, histogram, average);
        } else {
            group.add(histogram, metricName);
        }
    }

    boolean isEmpty() {
        return groups == null;
    }

    boolean has(int step) {
        return groups != null && groups[step] != null;
    }

    /** Tells people that floats and histograms met in a group. */
    void warnOfMixture() {
        context.annotations().add(QueryMessages.mixedFloatsHistogramsInAggregation(context.span()));
    }

    /** The results, without those steps at which there were floats as well. */
    @Nullable
    NativeHistogram @Nullable [] results(boolean[] mixed) {
        @Nullable HistogramGroup[] source = groups;
        if (source == null) {
            return null;
        }
        @Nullable NativeHistogram[] results = new NativeHistogram[source.length];
        for (int step = 0; step < results.length; step++) {
            HistogramGroup group = source[step];
            if (group != null && !mixed[step]) {
                results[step] = group.result();
            }
        }
        return results;
    }
}
