package dev.bellwether.promql.histogram;

import dev.bellwether.promql.functions.CompensatedSum;

/**
 * A zero bucket that was widened.
 *
 * @param count its observations, with those of the buckets it has swallowed
 * @param threshold its width, at least what was wanted: it never ends inside a populated bucket
 */
record ZeroBucket(CompensatedSum count, double threshold) {

    static ZeroBucket widened(
            CompensatedSum zeroCount, int schema, BucketList positive, BucketList negative, double wanted) {
        double threshold = wanted;
        while (true) {
            CompensatedSum count = zeroCount.copy();
            double afterPositive = swallow(count, schema, positive, threshold);
            double afterNegative = swallow(count, schema, negative, afterPositive);
            if (afterNegative == afterPositive) {
                return new ZeroBucket(count, afterNegative);
            }
            threshold = afterNegative;
        }
    }

    /** Adds the buckets that begin below the threshold; returns the upper bound of one that is cut and populated. */
    private static double swallow(CompensatedSum count, int schema, BucketList buckets, double threshold) {
        for (int i = 0; i < buckets.size(); i++) {
            if (BucketBounds.exponential(buckets.index(i) - 1, schema) >= threshold) {
                break;
            }
            count.add(buckets.count(i));
            if (buckets.compensation(i) != 0) {
                count.add(buckets.compensation(i));
            }
            double upper = BucketBounds.exponential(buckets.index(i), schema);
            if (upper > threshold) {
                return buckets.count(i) == 0 ? threshold : upper;
            }
        }
        return threshold;
    }
}
