package dev.bellwether.promql.histogram;

import java.util.Arrays;

/**
 * The buckets of one side of a histogram as ascending indexes with counts, each with a compensation of rounding errors.
 *
 * <p>Not safe for use by many threads.
 */
final class BucketList {
    private int[] indexes;
    private double[] counts;
    private double[] compensations;
    private int size;

    private BucketList(int capacity) {
        indexes = new int[capacity];
        counts = new double[capacity];
        compensations = new double[capacity];
    }

    /** Reads spans (offset, length, offset, length …) and the counts they describe. */
    static BucketList of(int[] spans, double[] buckets) {
        BucketList list = new BucketList(buckets.length);
        int index = 0;
        int next = 0;
        for (int span = 0; span < spans.length; span += 2) {
            index += spans[span];
            for (int i = 0; i < spans[span + 1]; i++) {
                list.append(index++, buckets[next++], 0);
            }
        }
        return list;
    }

    private void append(int index, double count, double compensation) {
        if (size == indexes.length) {
            int capacity = Math.max(8, size * 2);
            indexes = Arrays.copyOf(indexes, capacity);
            counts = Arrays.copyOf(counts, capacity);
            compensations = Arrays.copyOf(compensations, capacity);
        }
        indexes[size] = index;
        counts[size] = count;
        compensations[size++] = compensation;
    }

    BucketList copy() {
        BucketList copy = new BucketList(size);
        for (int i = 0; i < size; i++) {
            copy.append(indexes[i], counts[i], compensations[i]);
        }
        return copy;
    }

    int size() {
        return size;
    }

    int index(int position) {
        return indexes[position];
    }

    double count(int position) {
        return counts[position];
    }

    double compensation(int position) {
        return compensations[position];
    }

    void set(int position, double count) {
        counts[position] = count;
        compensations[position] = 0;
    }

    void clear() {
        size = 0;
    }

    void scale(double factor) {
        for (int i = 0; i < size; i++) {
            counts[i] *= factor;
            // No error stays none, also times infinity.
            if (compensations[i] != 0) {
                compensations[i] *= factor;
            }
        }
    }

    void divide(double divisor) {
        for (int i = 0; i < size; i++) {
            counts[i] /= divisor;
            if (compensations[i] != 0) {
                compensations[i] /= divisor;
            }
        }
    }

    /** Adds the other's buckets from position {@code from} on, times {@code sign}. */
    void add(BucketList other, int from, double sign, boolean compensated) {
        BucketList sum = new BucketList(size + other.size - from);
        int mine = 0;
        int theirs = from;
        while (mine < size || theirs < other.size) {
            if (theirs == other.size || (mine < size && indexes[mine] < other.indexes[theirs])) {
                sum.append(indexes[mine], counts[mine], compensations[mine]);
                mine++;
            } else if (mine == size || other.indexes[theirs] < indexes[mine]) {
                sum.append(
                        other.indexes[theirs],
                        sign * other.counts[theirs],
                        compensated ? sign * other.compensations[theirs] : 0);
                theirs++;
            } else {
                sum.append(indexes[mine], counts[mine], compensations[mine]);
                sum.increase(sum.size - 1, sign * other.counts[theirs], compensated);
                if (compensated && other.compensations[theirs] != 0) {
                    sum.increase(sum.size - 1, sign * other.compensations[theirs], true);
                }
                mine++;
                theirs++;
            }
        }
        indexes = sum.indexes;
        counts = sum.counts;
        compensations = sum.compensations;
        size = sum.size;
    }

    /** Adds to the count at a position. */
    void increase(int position, double value, boolean compensated) {
        double before = counts[position];
        double after = before + value;
        if (compensated) {
            if (Double.isInfinite(after)) {
                compensations[position] = 0;
            } else if (Math.abs(before) >= Math.abs(value)) {
                compensations[position] += (before - after) + value;
            } else {
                compensations[position] += (value - after) + before;
            }
        }
        counts[position] = after;
    }

    /** These buckets merged to a coarser schema. */
    BucketList reduced(int schema, int coarserSchema, boolean compensated) {
        BucketList result = new BucketList(size);
        for (int i = 0; i < size; i++) {
            int index = BucketBounds.reduced(indexes[i], schema, coarserSchema);
            result.include(index, counts[i], compensations[i], compensated);
        }
        return result;
    }

    /** Adds to the last bucket where it has this index, else appends one. */
    void include(int index, double count, double compensation, boolean compensated) {
        if (size > 0 && indexes[size - 1] == index) {
            increase(size - 1, count, compensated);
            if (compensated) {
                increase(size - 1, compensation, true);
            }
        } else {
            append(index, count, compensation);
        }
    }

    /** Removes empty buckets. */
    void compact() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (counts[i] != 0 || compensations[i] != 0) {
                indexes[kept] = indexes[i];
                counts[kept] = counts[i];
                compensations[kept++] = compensations[i];
            }
        }
        size = kept;
    }

    /** Puts the compensations into the counts. */
    void settle() {
        for (int i = 0; i < size; i++) {
            counts[i] += compensations[i];
            compensations[i] = 0;
        }
    }

    boolean hasInfinity() {
        for (int i = 0; i < size; i++) {
            if (Double.isInfinite(counts[i])) {
                return true;
            }
        }
        return false;
    }

    /** The counts in the order of {@link #spans}. */
    double[] buckets() {
        return Arrays.copyOf(counts, size);
    }

    /** The spans that describe the indexes. */
    int[] spans() {
        int spanCount = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || indexes[i] != indexes[i - 1] + 1) {
                spanCount++;
            }
        }
        int[] spans = new int[2 * spanCount];
        int span = -1;
        int end = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || indexes[i] != end) {
                span++;
                spans[2 * span] = indexes[i] - end;
            }
            spans[2 * span + 1]++;
            end = indexes[i] + 1;
        }
        return spans;
    }

    /** Whether the same indexes hold the same counts, bit by bit. */
    boolean sameAs(BucketList other) {
        if (size != other.size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (indexes[i] != other.indexes[i]
                    || Double.doubleToRawLongBits(counts[i]) != Double.doubleToRawLongBits(other.counts[i])) {
                return false;
            }
        }
        return true;
    }
}
