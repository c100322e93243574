package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.histogram.ClassicHistogram;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The histograms of a vector: native ones, and classic ones put together from their buckets.
 *
 * <p>Where a native and a classic histogram with the same labels meet at a step neither counts, and people are told.
 */
final class HistogramSources {
    private static final String BUCKET_LABEL = "le";

    private final Map<Labels, Classic> classics = new LinkedHashMap<>();
    private final List<Native> natives = new ArrayList<>();
    private final Span span;
    private final QueryContext context;

    HistogramSources(List<Column> columns, Span span, int steps, QueryContext context) {
        this.span = span;
        this.context = context;
        for (Column column : columns) {
            context.work(steps);
            addBuckets(column, steps);
        }
        for (Column column : columns) {
            if (column.histograms() != null) {
                addNative(column, steps);
            }
        }
    }

    Collection<Classic> classics() {
        return classics.values();
    }

    List<Native> natives() {
        return natives;
    }

    /** A series of native histograms. */
    static final class Native {
        private final Labels labels;
        private final @Nullable NativeHistogram[] histograms;

        private Native(Labels labels, @Nullable NativeHistogram[] histograms) {
            this.labels = labels;
            this.histograms = histograms;
        }

        Labels labels() {
            return labels;
        }

        @Nullable
        NativeHistogram at(int step) {
            return histograms[step];
        }
    }

    /** The buckets of a classic histogram. */
    static final class Classic {
        private final Labels labels;
        private final boolean[] conflicts;
        private final List<Bucket> buckets = new ArrayList<>();
        private final ClassicHistogram histogram = new ClassicHistogram();
        private boolean sorted = true;

        private record Bucket(double bound, Column counts) {}

        private Classic(Labels labels, int steps) {
            this.labels = labels;
            conflicts = new boolean[steps];
        }

        Labels labels() {
            return labels;
        }

        int size() {
            return buckets.size();
        }

        private void add(double bound, Column counts) {
            buckets.add(new Bucket(bound, counts));
            sorted = false;
        }

        private boolean isPresent(int step) {
            for (Bucket bucket : buckets) {
                if (bucket.counts.hasFloat(step)) {
                    return true;
                }
            }
            return false;
        }

        /** The histogram at a step until the next is asked for, or null where it has no bucket there. */
        @Nullable
        ClassicHistogram at(int step) {
            if (conflicts[step]) {
                return null;
            }
            if (!sorted) {
                buckets.sort(Comparator.comparingDouble(Bucket::bound));
                sorted = true;
            }
            histogram.clear();
            for (Bucket bucket : buckets) {
                if (bucket.counts.hasFloat(step)) {
                    histogram.add(bucket.bound, bucket.counts.values()[step]);
                }
            }
            return histogram.isEmpty() ? null : histogram;
        }
    }

    private void addBuckets(Column column, int steps) {
        boolean floats = false;
        for (int step = 0; step < steps && !floats; step++) {
            floats = column.hasFloat(step);
        }
        if (!floats) {
            return;
        }
        String text = column.labels().getOrEmpty(BUCKET_LABEL);
        Double bound = BucketBoundText.parse(text);
        if (bound == null) {
            context.annotations().add(QueryMessages.badBucketLabel(nameOf(column), text, span));
            return;
        }
        Labels labels = column.labels().without(BUCKET_LABEL);
        Classic classic = classics.computeIfAbsent(labels, missing -> new Classic(missing, steps));
        classic.add(bound, column);
    }

    private void addNative(Column column, int steps) {
        @Nullable NativeHistogram[] histograms = new NativeHistogram[steps];
        Classic classic = classics.get(column.labels());
        for (int step = 0; step < steps; step++) {
            NativeHistogram histogram = column.histogram(step);
            if (histogram == null) {
                continue;
            }
            if (classic != null && classic.isPresent(step)) {
                classic.conflicts[step] = true;
                context.annotations().add(QueryMessages.mixedClassicNative(nameOf(column), span));
            } else {
                histograms[step] = histogram;
            }
        }
        natives.add(new Native(column.labels(), histograms));
    }

    private String nameOf(Column column) {
        return context.delaysNameRemoval() ? column.labels().metricName() : "";
    }
}
