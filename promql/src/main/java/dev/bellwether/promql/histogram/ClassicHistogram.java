package dev.bellwether.promql.histogram;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of a classic histogram at one time.
 *
 * <p>Collects buckets in any order; then asks for a quantile or a fraction. Not safe for use by many threads.
 */
public final class ClassicHistogram {
    /** Relative differences below this are taken for rounding errors. */
    private static final double SMALL_DIFFERENCE = 1e-12;

    private static final double SMALLEST_NORMAL = Double.MIN_NORMAL;

    private static final int FIRST_ROOM = 16;

    private double[] bounds = new double[FIRST_ROOM];
    private double[] counts = new double[FIRST_ROOM];
    private int size;

    /** How counts that decrease from one bucket to the next were mended. */
    public record Mended(double lowestBucket, double highestBucket, double largestDifference) {}

    /** A quantile, and how counts had to be mended for it. */
    public record Quantile(double value, @Nullable Mended mended) {}

    /** Adds a bucket with the cumulative count of observations up to its bound; cheapest in the order of bounds. */
    public void add(double upperBound, double count) {
        if (size == bounds.length) {
            bounds = Arrays.copyOf(bounds, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        int position = size++;
        while (position > 0 && Double.compare(bounds[position - 1], upperBound) > 0) {
            bounds[position] = bounds[position - 1];
            counts[position] = counts[position - 1];
            position--;
        }
        bounds[position] = upperBound;
        counts[position] = count;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public void clear() {
        size = 0;
    }

    /** The quantile, linearly inside a bucket; the lowest bucket begins at 0 where its bound is above 0. */
    public Quantile quantile(double quantile) {
        if (Double.isNaN(quantile)) {
            return new Quantile(Double.NaN, null);
        }
        if (quantile < 0) {
            return new Quantile(Double.NEGATIVE_INFINITY, null);
        }
        if (quantile > 1) {
            return new Quantile(Double.POSITIVE_INFINITY, null);
        }
        mergeEqualBounds();
        int last = size - 1;
        if (bounds[last] != Double.POSITIVE_INFINITY) {
            return new Quantile(Double.NaN, null);
        }
        Mended mended = makeMonotonic();
        if (size < 2 || counts[last] == 0) {
            return new Quantile(Double.NaN, mended);
        }
        double rank = quantile * counts[last];
        int found = 0;
        while (found < last && !(counts[found] >= rank)) {
            found++;
        }
        if (found == last) {
            return new Quantile(bounds[last - 1], mended);
        }
        if (found == 0 && bounds[0] <= 0) {
            return new Quantile(bounds[0], mended);
        }
        double start = found == 0 ? 0 : bounds[found - 1];
        double below = found == 0 ? 0 : counts[found - 1];
        double value = start + (bounds[found] - start) * ((rank - below) / (counts[found] - below));
        return new Quantile(value, mended);
    }

    /** The part of the observations between two values. */
    public double fraction(double lower, double upper) {
        mergeEqualBounds();
        int last = size - 1;
        if (bounds[last] != Double.POSITIVE_INFINITY
                || counts[last] == 0
                || Double.isNaN(lower)
                || Double.isNaN(upper)) {
            return Double.NaN;
        }
        if (lower >= upper) {
            return 0;
        }
        double lowerRank = Math.min(counts[last], rank(lower));
        double upperRank = Math.min(counts[last], rank(upper));
        return (upperRank - lowerRank) / counts[last];
    }

    private double rank(double value) {
        double rank = 0;
        double lower = bounds[0] <= 0 ? Double.NEGATIVE_INFINITY : 0;
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                lower = bounds[i - 1];
            }
            if (lower >= value) {
                return rank;
            }
            if (bounds[i] > value) {
                return lower == Double.NEGATIVE_INFINITY
                        ? counts[i]
                        : rank + (counts[i] - rank) * (value - lower) / (bounds[i] - lower);
            }
            rank = counts[i];
        }
        return Double.POSITIVE_INFINITY;
    }

    private void mergeEqualBounds() {
        int merged = 1;
        for (int i = 1; i < size; i++) {
            if (bounds[merged - 1] == bounds[i]) {
                counts[merged - 1] += counts[i];
            } else {
                bounds[merged] = bounds[i];
                counts[merged++] = counts[i];
            }
        }
        size = Math.min(size, merged);
    }

    private @Nullable Mended makeMonotonic() {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double largest = 0;
        boolean forced = false;
        double previous = counts[0];
        for (int i = 1; i < size; i++) {
            double current = counts[i];
            if (current == previous) {
                continue;
            }
            if (isNearly(previous, current)) {
                counts[i] = previous;
            } else if (current < previous) {
                counts[i] = previous;
                forced = true;
                lowest = Math.min(lowest, bounds[i]);
                highest = Math.max(highest, bounds[i]);
                largest = Math.max(largest, previous - current);
            } else {
                previous = current;
            }
        }
        return forced ? new Mended(lowest, highest, largest) : null;
    }

    private static boolean isNearly(double left, double right) {
        if (Double.isNaN(left) && Double.isNaN(right)) {
            return true;
        }
        double sum = Math.abs(left) + Math.abs(right);
        double difference = Math.abs(left - right);
        if (left == 0 || right == 0 || sum < SMALLEST_NORMAL) {
            return difference < SMALL_DIFFERENCE * SMALLEST_NORMAL;
        }
        return difference / Math.min(sum, Double.MAX_VALUE) < SMALL_DIFFERENCE;
    }
}
