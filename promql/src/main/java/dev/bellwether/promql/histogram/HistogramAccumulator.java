package dev.bellwether.promql.histogram;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import dev.bellwether.promql.functions.CompensatedSum;
import java.util.Arrays;

/**
 * A histogram that is being computed: sums, differences, multiples.
 *
 * <p>Resolutions, zero buckets and custom bounds of the operands are reconciled as Prometheus does. Not safe for use by
 * many threads.
 */
public final class HistogramAccumulator {
    private static final double[] NO_BOUNDS = {};

    /** What had to be settled while two histograms were combined. */
    public enum Finding {
        /** One says that there was a counter reset, the other that there was none. */
        COUNTER_RESET_COLLISION,
        /** Custom bounds differed; those that both have remain. */
        BOUNDS_RECONCILED
    }

    private CounterResetHint hint;
    private int schema;
    private double zeroThreshold;
    private CompensatedSum zeroCount;
    private CompensatedSum count;
    private CompensatedSum sum;
    private BucketList positive;
    private BucketList negative;
    private double[] customBounds;
    private boolean collided;
    private boolean reconciled;

    private HistogramAccumulator(NativeHistogram start) {
        hint = start.counterResetHint();
        schema = start.schema();
        zeroThreshold = start.zeroThreshold();
        zeroCount = new CompensatedSum(start.zeroCount());
        count = new CompensatedSum(start.count());
        sum = new CompensatedSum(start.sum());
        positive = BucketList.of(start.positiveSpans(), start.positiveBuckets());
        negative = BucketList.of(start.negativeSpans(), start.negativeBuckets());
        customBounds = start.customValues();
    }

    private HistogramAccumulator(HistogramAccumulator other) {
        hint = other.hint;
        schema = other.schema;
        zeroThreshold = other.zeroThreshold;
        zeroCount = other.zeroCount.copy();
        count = other.count.copy();
        sum = other.sum.copy();
        positive = other.positive.copy();
        negative = other.negative.copy();
        customBounds = other.customBounds;
        collided = other.collided;
        reconciled = other.reconciled;
    }

    /** Starts from a histogram. */
    public static HistogramAccumulator of(NativeHistogram histogram) {
        return new HistogramAccumulator(histogram);
    }

    /** An independent copy. */
    public HistogramAccumulator copy() {
        return new HistogramAccumulator(this);
    }

    /**
     * Adds a histogram.
     *
     * @throws IncompatibleSchemasException where one has custom buckets and the other has not
     */
    public HistogramAccumulator add(NativeHistogram other) {
        combine(new HistogramAccumulator(other), 1, false);
        return this;
    }

    /** Adds a histogram and keeps track of rounding errors; see {@link #add}. */
    public HistogramAccumulator addCompensated(NativeHistogram other) {
        combine(new HistogramAccumulator(other), 1, true);
        return this;
    }

    /** Subtracts a histogram; see {@link #add}. */
    public HistogramAccumulator subtract(NativeHistogram other) {
        combine(new HistogramAccumulator(other), -1, false);
        return this;
    }

    private void combine(HistogramAccumulator other, double sign, boolean compensated) {
        if (hasCustomBuckets() != other.hasCustomBuckets()) {
            throw new IncompatibleSchemasException();
        }
        adjustHint(other.hint);
        if (!hasCustomBuckets()) {
            reconcileZeroBuckets(other);
            increase(zeroCount, sign * other.zeroCount.total(), compensated);
        }
        increase(count, sign * other.count.rawSum(), compensated);
        increase(sum, sign * other.sum.rawSum(), compensated);
        if (hasCustomBuckets()) {
            reconcileBounds(other, compensated);
        } else {
            reconcileSchemas(other, compensated);
        }
        positive.add(other.positive, other.firstAbove(other.positive, zeroThreshold), sign, compensated);
        negative.add(other.negative, other.firstAbove(other.negative, zeroThreshold), sign, compensated);
    }

    private static void increase(CompensatedSum target, double value, boolean compensated) {
        if (compensated) {
            target.add(value);
        } else {
            target.addPlain(value);
        }
    }

    private void adjustHint(CounterResetHint other) {
        if (other == hint || hint == CounterResetHint.GAUGE) {
            return;
        }
        if (other == CounterResetHint.GAUGE) {
            hint = CounterResetHint.GAUGE;
            return;
        }
        if (hint != CounterResetHint.UNKNOWN && other != CounterResetHint.UNKNOWN) {
            collided = true;
        }
        hint = CounterResetHint.UNKNOWN;
    }

    private void reconcileSchemas(HistogramAccumulator other, boolean compensated) {
        if (other.schema < schema) {
            reduceSchema(other.schema, compensated);
        } else if (other.schema > schema) {
            other.reduceSchema(schema, compensated);
        }
    }

    private void reduceSchema(int coarser, boolean compensated) {
        positive = positive.reduced(schema, coarser, compensated);
        negative = negative.reduced(schema, coarser, compensated);
        schema = coarser;
    }

    /** Merges buckets to a coarser exponential schema and forgets the hint; does nothing for the same schema. */
    public HistogramAccumulator toSchema(int coarser) {
        if (coarser != schema) {
            reduceSchema(coarser, false);
            hint = CounterResetHint.UNKNOWN;
        }
        return this;
    }

    private void reconcileBounds(HistogramAccumulator other, boolean compensated) {
        if (CustomBounds.match(customBounds, other.customBounds)) {
            return;
        }
        reconciled = true;
        double[] shared = CustomBounds.intersection(customBounds, other.customBounds);
        positive = CustomBounds.mapped(positive, customBounds, shared, compensated);
        other.positive = CustomBounds.mapped(other.positive, other.customBounds, shared, compensated);
        customBounds = shared;
        other.customBounds = shared;
    }

    /** Widens the zero buckets until both are equal and no populated bucket is cut. */
    private void reconcileZeroBuckets(HistogramAccumulator other) {
        while (other.zeroThreshold != zeroThreshold) {
            if (zeroThreshold > other.zeroThreshold) {
                other.widenZeroBucket(zeroThreshold);
            }
            if (other.zeroThreshold > zeroThreshold) {
                widenZeroBucket(other.zeroThreshold);
            }
        }
    }

    private void widenZeroBucket(double wanted) {
        ZeroBucket widened = ZeroBucket.widened(zeroCount, schema, positive, negative, wanted);
        zeroCount = widened.count();
        zeroThreshold = widened.threshold();
        emptyInside(positive);
        emptyInside(negative);
        positive.compact();
        negative.compact();
    }

    private void emptyInside(BucketList buckets) {
        for (int i = 0; i < buckets.size(); i++) {
            if (BucketBounds.exponential(buckets.index(i) - 1, schema) >= zeroThreshold) {
                break;
            }
            buckets.set(i, 0);
        }
    }

    private int firstAbove(BucketList buckets, double threshold) {
        int first = 0;
        if (!hasCustomBuckets()) {
            while (first < buckets.size() && BucketBounds.exponential(buckets.index(first), schema) <= threshold) {
                first++;
            }
        }
        return first;
    }

    /** Multiplies everything; a negative factor makes it a gauge. */
    public HistogramAccumulator multiply(double factor) {
        zeroCount.scale(factor);
        count.scale(factor);
        sum.scale(factor);
        positive.scale(factor);
        negative.scale(factor);
        if (factor < 0) {
            hint = CounterResetHint.GAUGE;
        }
        return this;
    }

    /** Divides everything; a negative divisor makes it a gauge, 0 removes all buckets. */
    public HistogramAccumulator divide(double divisor) {
        zeroCount.divide(divisor);
        count.divide(divisor);
        sum.divide(divisor);
        if (divisor == 0) {
            positive.clear();
            negative.clear();
            return this;
        }
        positive.divide(divisor);
        negative.divide(divisor);
        if (divisor < 0) {
            hint = CounterResetHint.GAUGE;
        }
        return this;
    }

    /** Removes empty buckets. */
    public HistogramAccumulator compact() {
        positive.compact();
        negative.compact();
        return this;
    }

    /** Marks it as a gauge, which differences are. */
    public HistogramAccumulator asGauge() {
        hint = CounterResetHint.GAUGE;
        return this;
    }

    /** Whether adding the other would change custom bounds. */
    public boolean isReconcilingWith(NativeHistogram other) {
        return hasCustomBuckets()
                && other.hasCustomBuckets()
                && !CustomBounds.match(customBounds, other.customValues());
    }

    public boolean hasCustomBuckets() {
        return schema == NativeHistogram.CUSTOM_BUCKETS_SCHEMA;
    }

    /** Whether something of that kind happened in any combination so far. */
    public boolean found(Finding finding) {
        return switch (finding) {
            case COUNTER_RESET_COLLISION -> collided;
            case BOUNDS_RECONCILED -> reconciled;
        };
    }

    /** Whether a count or the sum has become infinite. */
    public boolean hasOverflow() {
        boolean infiniteBound = Arrays.stream(customBounds).anyMatch(Double::isInfinite);
        return Double.isInfinite(zeroCount.rawSum())
                || Double.isInfinite(count.rawSum())
                || Double.isInfinite(sum.rawSum())
                || positive.hasInfinity()
                || negative.hasInfinity()
                || infiniteBound;
    }

    /** What has been computed; the accumulator can go on afterwards. */
    public NativeHistogram toHistogram() {
        BucketList settledPositive = positive.copy();
        settledPositive.settle();
        BucketList settledNegative = negative.copy();
        settledNegative.settle();
        return new NativeHistogram(
                hint,
                schema,
                zeroThreshold,
                zeroCount.total(),
                count.total(),
                sum.total(),
                settledPositive.spans(),
                settledPositive.buckets(),
                settledNegative.spans(),
                settledNegative.buckets(),
                hasCustomBuckets() ? customBounds : NO_BOUNDS);
    }
}
