package dev.bellwether.promql.histogram;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.annotation.NumberText;

/** Native histograms as Prometheus shows them to people. */
public final class HistogramText {
    private HistogramText() {}

    /** For instance <code>{count:3, sum:4.5, [-0.001,0.001]:1, (1,2]:2}</code>; empty buckets are left out. */
    public static String of(NativeHistogram histogram) {
        StringBuilder text = new StringBuilder("{count:")
                .append(NumberText.shortest(histogram.count()))
                .append(", sum:")
                .append(NumberText.shortest(histogram.sum()));
        BucketList negative = BucketList.of(histogram.negativeSpans(), histogram.negativeBuckets());
        for (int i = negative.size() - 1; i >= 0; i--) {
            append(text, HistogramBucket.negative(negative, i, histogram.schema()));
        }
        if (histogram.zeroCount() != 0) {
            append(text, HistogramBucket.zero(histogram));
        }
        BucketList positive = BucketList.of(histogram.positiveSpans(), histogram.positiveBuckets());
        for (int i = 0; i < positive.size(); i++) {
            append(text, HistogramBucket.positive(positive, i, histogram));
        }
        return text.append('}').toString();
    }

    private static void append(StringBuilder text, HistogramBucket bucket) {
        if (bucket.count() == 0) {
            return;
        }
        text.append(bucket.lowerInclusive() ? ", [" : ", (")
                .append(NumberText.shortest(bucket.lower()))
                .append(',')
                .append(NumberText.shortest(bucket.upper()))
                .append(bucket.upperInclusive() ? "]:" : "):")
                .append(NumberText.shortest(bucket.count()));
    }
}
