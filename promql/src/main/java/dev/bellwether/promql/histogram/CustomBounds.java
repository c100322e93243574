package dev.bellwether.promql.histogram;

import java.util.Arrays;

/** Custom bucket bounds of histograms and what two of them share. */
final class CustomBounds {
    private CustomBounds() {}

    static boolean match(double[] left, double[] right) {
        if (left.length != right.length) {
            return false;
        }
        for (int i = 0; i < left.length; i++) {
            if (left[i] != right[i]) {
                return false;
            }
        }
        return true;
    }

    /** The bounds that are in both, ascending. */
    static double[] intersection(double[] left, double[] right) {
        double[] shared = new double[Math.min(left.length, right.length)];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < left.length && j < right.length) {
            if (left[i] == right[j]) {
                shared[size++] = left[i];
                i++;
                j++;
            } else if (left[i] < right[j]) {
                i++;
            } else {
                j++;
            }
        }
        return Arrays.copyOf(shared, size);
    }

    /** The buckets merged into those of coarser bounds, which are among the finer ones; empty ones are left out. */
    static BucketList mapped(BucketList buckets, double[] bounds, double[] coarserBounds, boolean compensated) {
        BucketList result = BucketList.of(new int[] {}, new double[] {});
        int target = 0;
        for (int i = 0; i < buckets.size(); i++) {
            double upper = BucketBounds.custom(buckets.index(i), bounds);
            while (target < coarserBounds.length && coarserBounds[target] < upper) {
                target++;
            }
            result.include(target, buckets.count(i), buckets.compensation(i), compensated);
        }
        result.compact();
        return result;
    }
}
