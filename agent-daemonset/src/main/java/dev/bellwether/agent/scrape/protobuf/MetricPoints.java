package dev.bellwether.agent.scrape.protobuf;

import dev.bellwether.model.MetricType;
import dev.bellwether.model.NativeHistogram;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The samples that one metric stands for, in Prometheus's order: a native histogram; count, sum and buckets or quantiles;
 * or one value. Kept and used again. For one thread.
 */
final class MetricPoints {
    /** What follows the family's name in the name of a sample. The order is part of the series' keys. */
    enum Part {
        VALUE(""),
        COUNT("_count"),
        SUM("_sum"),
        BUCKET("_bucket"),
        QUANTILE("");

        private final String suffix;

        Part(String suffix) {
            this.suffix = suffix;
        }

        String suffix() {
            return suffix;
        }
    }

    private static final Part[] PARTS = Part.values();

    private final Numbers parts = new Numbers();
    private final Numbers bounds = new Numbers();
    private final Numbers values = new Numbers();
    private @Nullable NativeHistogram histogram;
    private int position;

    /** Unfolds a metric of a type. */
    void read(MetricMessage metric, MetricType type, boolean classicBesideNative) throws IOException {
        parts.clear();
        bounds.clear();
        values.clear();
        histogram = null;
        position = -1;
        switch (type) {
            case SUMMARY -> {
                add(Part.COUNT, 0, metric.summaryCount());
                add(Part.SUM, 0, metric.summarySum());
                for (int i = 0; i < metric.quantiles().size(); i++) {
                    add(
                            Part.QUANTILE,
                            metric.quantiles().get(i),
                            metric.quantileValues().get(i));
                }
            }
            case HISTOGRAM, GAUGE_HISTOGRAM -> {
                HistogramMessage message = metric.histogram();
                if (message.isNative()) {
                    histogram = message.toNative(type == MetricType.GAUGE_HISTOGRAM);
                    add(Part.VALUE, 0, 0);
                }
                boolean classic = !message.isNative() || (classicBesideNative && message.bucketCount() > 0);
                if (classic) {
                    addClassic(message);
                }
            }
            default -> add(Part.VALUE, 0, metric.value());
        }
    }

    private void addClassic(HistogramMessage message) {
        add(Part.COUNT, 0, message.count());
        add(Part.SUM, 0, message.sum());
        for (int i = 0; i < message.bucketCount(); i++) {
            add(Part.BUCKET, message.bound(i), message.cumulativeCount(i));
        }
        if (!message.endsWithInfinity()) {
            add(Part.BUCKET, Double.POSITIVE_INFINITY, message.count());
        }
    }

    private void add(Part part, double bound, double value) {
        parts.add(part.ordinal());
        bounds.add(bound);
        values.add(value);
    }

    /** Moves to the next sample; false where there is none. */
    boolean next() {
        position++;
        return position < parts.size();
    }

    /** Forgets what is left. */
    void clear() {
        parts.clear();
    }

    Part part() {
        return PARTS[(int) parts.get(position)];
    }

    /** The bucket's or quantile's bound. */
    double bound() {
        return bounds.get(position);
    }

    double value() {
        return values.get(position);
    }

    /** The histogram where the present sample is one, which only the first can be. */
    @Nullable
    NativeHistogram histogram() {
        return position == 0 ? histogram : null;
    }
}
