package dev.bellwether.promql.histogram;

/**
 * The bounds of a native histogram's buckets.
 *
 * <p>In schema n each power of two is divided into 2ⁿ buckets; bucket i of the positive side reaches from bound i − 1
 * (excluded) to bound i (included). Follows the native histogram specification of Prometheus.
 */
final class BucketBounds {
    private static final int FINEST_SCHEMA = 8;
    private static final int FINEST_COUNT = 1 << FINEST_SCHEMA;

    /** 2^(i/256 − 1): the bounds between ½ and 1 in the finest schema. */
    private static final double[] FRACTIONS = new double[FINEST_COUNT];

    static {
        for (int i = 0; i < FINEST_COUNT; i++) {
            FRACTIONS[i] = Math.pow(2, (double) i / FINEST_COUNT - 1);
        }
    }

    private BucketBounds() {}

    /** The upper bound of bucket {@code index} in an exponential schema. */
    static double exponential(int index, int schema) {
        if (schema < 0) {
            int exponent = index << -schema;
            // The last bucket below infinity ends at the largest number, so that infinities have a bucket of their own.
            return exponent == 1024 ? Double.MAX_VALUE : Math.scalb(1.0, exponent);
        }
        int inPower = index & ((1 << schema) - 1);
        double fraction = FRACTIONS[inPower << (FINEST_SCHEMA - schema)];
        int exponent = (index >> schema) + 1;
        return inPower == 0 && exponent == 1025 ? Double.MAX_VALUE : Math.scalb(fraction, exponent);
    }

    /** The upper bound of bucket {@code index} among custom bounds; index −1 gives the lower bound of the first. */
    static double custom(int index, double[] bounds) {
        if (index < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return index >= bounds.length ? Double.POSITIVE_INFINITY : bounds[index];
    }

    /** The index in a coarser schema of the bucket that holds bucket {@code index}. */
    static int reduced(int index, int schema, int coarserSchema) {
        return ((index - 1) >> (schema - coarserSchema)) + 1;
    }
}
