package dev.bellwether.promql.histogram;

import dev.bellwether.model.NativeHistogram;

/** Compares histograms as data: same layout, same counts bit by bit; what they say of resets does not matter. */
public final class HistogramEquality {
    private HistogramEquality() {}

    public static boolean areEqual(NativeHistogram left, NativeHistogram right) {
        return left.schema() == right.schema()
                && sameBits(left.count(), right.count())
                && sameBits(left.sum(), right.sum())
                && (!left.hasCustomBuckets() || CustomBounds.match(left.customValues(), right.customValues()))
                && left.zeroThreshold() == right.zeroThreshold()
                && sameBits(left.zeroCount(), right.zeroCount())
                && BucketList.of(left.negativeSpans(), left.negativeBuckets())
                        .sameAs(BucketList.of(right.negativeSpans(), right.negativeBuckets()))
                && BucketList.of(left.positiveSpans(), left.positiveBuckets())
                        .sameAs(BucketList.of(right.positiveSpans(), right.positiveBuckets()));
    }

    private static boolean sameBits(double left, double right) {
        return Double.doubleToRawLongBits(left) == Double.doubleToRawLongBits(right);
    }
}
