package dev.bellwether.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.NativeHistogram.CounterResetHint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NativeHistogramTest {
    private static final int[] NO_SPANS = {};
    private static final double[] NO_BUCKETS = {};

    private static NativeHistogram exponential(int schema, int[] spans, double... buckets) {
        return new NativeHistogram(
                CounterResetHint.UNKNOWN, schema, 0.001, 1, 10, 12.5, spans, buckets, NO_SPANS, NO_BUCKETS, NO_BUCKETS);
    }

    private static NativeHistogram custom(double[] bounds, int[] spans, double... buckets) {
        return new NativeHistogram(
                CounterResetHint.UNKNOWN,
                NativeHistogram.CUSTOM_BUCKETS_SCHEMA,
                0,
                0,
                10,
                12.5,
                spans,
                buckets,
                NO_SPANS,
                NO_BUCKETS,
                bounds);
    }

    @Test
    void histogramsWithTheSameContentAreEqual() {
        NativeHistogram one = exponential(3, new int[] {-2, 2, 1, 1}, 1, 2, 3);
        NativeHistogram same = exponential(3, new int[] {-2, 2, 1, 1}, 1, 2, 3);

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one).isNotEqualTo(exponential(3, new int[] {-2, 2, 1, 1}, 1, 2, 4));
        assertThat(one).isNotEqualTo(exponential(2, new int[] {-2, 2, 1, 1}, 1, 2, 3));
        assertThat(one.hasCustomBuckets()).isFalse();
    }

    @Test
    void aStaleMarkerIsFoundByItsBits() {
        NativeHistogram stale = new NativeHistogram(
                CounterResetHint.UNKNOWN,
                0,
                0,
                0,
                0,
                SpecialValues.STALE,
                NO_SPANS,
                NO_BUCKETS,
                NO_SPANS,
                NO_BUCKETS,
                NO_BUCKETS);

        assertThat(stale.isStale()).isTrue();
        assertThat(exponential(0, NO_SPANS).isStale()).isFalse();
    }

    @Test
    void customBucketsHaveRisingBounds() {
        NativeHistogram histogram = custom(new double[] {1, 2, 5}, new int[] {0, 4}, 1, 2, 3, 4);

        assertThat(histogram.hasCustomBuckets()).isTrue();
        assertThatThrownBy(() -> custom(new double[] {1, 1}, NO_SPANS)).hasMessageContaining("must rise");
        assertThatThrownBy(() -> custom(new double[] {1, Double.NaN}, NO_SPANS)).hasMessageContaining("must rise");
    }

    static List<Object[]> faults() {
        return List.of(
                new Object[] {9, NO_SPANS, NO_BUCKETS, "schema is 9, allowed are -4 to 8 and -53"},
                new Object[] {-5, NO_SPANS, NO_BUCKETS, "schema is -5, allowed are -4 to 8 and -53"},
                new Object[] {0, new int[] {0, 2}, new double[] {1}, "positive spans describe 2 buckets, there are 1"},
                new Object[] {0, new int[] {0}, NO_BUCKETS, "positive spans describe 0 buckets, there are 0"},
                new Object[] {0, new int[] {0, -1}, NO_BUCKETS, "positive span has length -1, at least 0 is needed"},
                new Object[] {
                    0,
                    new int[] {0, 1, -1, 1},
                    new double[] {1, 2},
                    "positive span has offset -1, at least 0 is needed behind the first"
                });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatContradictsItselfIsRefused(int schema, int[] spans, double[] buckets, String message) {
        assertThatThrownBy(() -> exponential(schema, spans, buckets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void exponentialBucketsHaveNoCustomBounds() {
        assertThatThrownBy(() -> new NativeHistogram(
                        CounterResetHint.GAUGE,
                        0,
                        0,
                        0,
                        0,
                        0,
                        NO_SPANS,
                        NO_BUCKETS,
                        NO_SPANS,
                        NO_BUCKETS,
                        new double[] {1}))
                .hasMessage("customValues has 1 bounds, schema 0 allows none");
    }
}
