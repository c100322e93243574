package dev.bellwether.promql.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import dev.bellwether.promql.evaluation.HistogramSamples;
import dev.bellwether.promql.histogram.HistogramAccumulator.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramAccumulatorTest {
    private static final int[] NO_SPANS = {};
    private static final double[] NO_BUCKETS = {};

    private static NativeHistogram withZero(double threshold, double zero, int offset, double... buckets) {
        double count = zero;
        for (double bucket : buckets) {
            count += bucket;
        }
        return new NativeHistogram(
                CounterResetHint.GAUGE,
                0,
                threshold,
                zero,
                count,
                count,
                new int[] {offset, buckets.length},
                buckets,
                NO_SPANS,
                NO_BUCKETS,
                NO_BUCKETS);
    }

    private static NativeHistogram hinted(CounterResetHint hint) {
        return HistogramSamples.exponential(hint, 1, 1);
    }

    @Test
    void theFinerOfTwoResolutionsIsReduced() {
        // given
        NativeHistogram fine = HistogramSamples.withSchema(CounterResetHint.GAUGE, 1, 6, 1, 2, 3);
        NativeHistogram coarse = HistogramSamples.exponential(CounterResetHint.GAUGE, 3, 1, 2);

        // when
        NativeHistogram sum =
                HistogramAccumulator.of(fine).add(coarse).compact().toHistogram();

        // then
        assertThat(sum.schema()).isZero();
        assertThat(HistogramText.of(sum)).isEqualTo("{count:9, sum:9, (0.5,1]:2, (1,2]:7}");
    }

    @Test
    void aNarrowZeroBucketSwallowsTheBucketsThatTheWiderOneCovers() {
        // given
        NativeHistogram narrow = withZero(0.1, 1, 0, 2, 3);
        NativeHistogram wide = withZero(1, 5, 1, 7);

        // when
        NativeHistogram sum =
                HistogramAccumulator.of(narrow).add(wide).compact().toHistogram();

        // then
        assertThat(HistogramText.of(sum)).isEqualTo("{count:18, sum:18, [-1,1]:8, (1,2]:10}");
    }

    @Test
    void aZeroBucketNeverEndsInsideAPopulatedBucket() {
        // given
        NativeHistogram narrow = withZero(0.1, 1, 0, 2, 3);
        NativeHistogram cutting = withZero(0.7, 5, 1, 7);

        // when
        NativeHistogram sum =
                HistogramAccumulator.of(narrow).add(cutting).compact().toHistogram();

        // then
        assertThat(sum.zeroThreshold()).isEqualTo(1);
        assertThat(sum.zeroCount()).isEqualTo(8);
    }

    @Test
    void customBoundsAreReducedToThoseThatBothHave() {
        // given
        NativeHistogram left = HistogramSamples.custom(new double[] {1, 2, 4}, 10, 1, 2, 3, 4);
        NativeHistogram right = HistogramSamples.custom(new double[] {2, 3, 4}, 10, 10, 20, 30, 40);

        // when
        HistogramAccumulator sum = HistogramAccumulator.of(left).add(right);

        // then
        assertThat(sum.found(Finding.BOUNDS_RECONCILED)).isTrue();
        assertThat(sum.toHistogram().customValues()).containsExactly(2, 4);
        assertThat(sum.toHistogram().positiveBuckets()).containsExactly(13, 53, 44);
    }

    @Test
    void exponentialAndCustomBucketsDoNotGoTogether() {
        // given
        HistogramAccumulator custom = HistogramAccumulator.of(HistogramSamples.custom(new double[] {1}, 1, 1, 0));

        // then
        assertThatThrownBy(() -> custom.add(hinted(CounterResetHint.UNKNOWN)))
                .isInstanceOf(IncompatibleSchemasException.class);
    }

    @Test
    void compensationKeepsWhatPlainAdditionLoses() {
        // given
        NativeHistogram huge = HistogramSamples.exponential(CounterResetHint.GAUGE, 1e100, 1e100);
        NativeHistogram small = HistogramSamples.exponential(CounterResetHint.GAUGE, 1, 1);
        NativeHistogram minusHuge = HistogramAccumulator.of(huge).multiply(-1).toHistogram();

        // when
        NativeHistogram sum = HistogramAccumulator.of(huge)
                .addCompensated(small)
                .addCompensated(minusHuge)
                .toHistogram();

        // then
        assertThat(sum.count()).isEqualTo(1);
        assertThat(sum.sum()).isEqualTo(1);
        assertThat(sum.positiveBuckets()).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, UNKNOWN, UNKNOWN, false",
        "RESET, RESET, RESET, false",
        "RESET, UNKNOWN, UNKNOWN, false",
        "UNKNOWN, NOT_RESET, UNKNOWN, false",
        "RESET, NOT_RESET, UNKNOWN, true",
        "NOT_RESET, RESET, UNKNOWN, true",
        "GAUGE, RESET, GAUGE, false",
        "NOT_RESET, GAUGE, GAUGE, false"
    })
    void hintsAreCombined(CounterResetHint left, CounterResetHint right, CounterResetHint expected, boolean collision) {
        // when
        HistogramAccumulator sum = HistogramAccumulator.of(hinted(left)).add(hinted(right));

        // then
        assertThat(sum.toHistogram().counterResetHint()).isEqualTo(expected);
        assertThat(sum.found(Finding.COUNTER_RESET_COLLISION)).isEqualTo(collision);
    }

    @Test
    void aResetIsADecreaseAnywhere() {
        // given
        NativeHistogram before = HistogramSamples.exponential(CounterResetHint.UNKNOWN, 5, 2, 3);

        // then
        assertThat(CounterResets.isReset(HistogramSamples.exponential(CounterResetHint.UNKNOWN, 6, 3, 3), before))
                .isFalse();
        assertThat(CounterResets.isReset(HistogramSamples.exponential(CounterResetHint.UNKNOWN, 9, 1, 8), before))
                .isTrue();
        assertThat(CounterResets.isReset(HistogramSamples.withSchema(CounterResetHint.UNKNOWN, 1, 9, 9, 9), before))
                .isTrue();
        assertThat(CounterResets.isReset(HistogramSamples.withSchema(CounterResetHint.UNKNOWN, -1, 9, 2, 5), before))
                .isFalse();
        assertThat(CounterResets.isReset(HistogramSamples.exponential(CounterResetHint.NOT_RESET, 1, 1, 0), before))
                .isFalse();
        assertThat(CounterResets.isReset(HistogramSamples.exponential(CounterResetHint.RESET, 9, 9, 9), before))
                .isTrue();
    }
}
