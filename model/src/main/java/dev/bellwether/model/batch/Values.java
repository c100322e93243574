package dev.bellwether.model.batch;

import dev.bellwether.model.NativeHistogram;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The samples of a section. Arrays are shared, not copied: nobody writes to them after construction. */
public sealed interface Values {

    /** How many samples there are; a frame's absent values do not count. */
    int sampleCount();

    /**
     * One instant: a column aligned with the block, one value per series.
     *
     * @param timestampMillis milliseconds since 1970, UTC
     * @param column as many values as the block has series; {@code SpecialValues.ABSENT} where there is no sample
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Frame(long timestampMillis, double[] column) implements Values {
        @Override
        public int sampleCount() {
            int present = 0;
            for (double value : column) {
                if (!dev.bellwether.model.SpecialValues.isAbsent(value)) {
                    present++;
                }
            }
            return present;
        }

        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Frame other
                    && timestampMillis == other.timestampMillis
                    && sameBits(column, other.column);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(timestampMillis) * 31 + column.length;
        }
    }

    /**
     * Any number of samples at any times: what remote_write needs.
     *
     * @param series for each sample, the index of its series in the block
     * @param timestampMillis for each sample, milliseconds since 1970, UTC
     * @param values for each sample, its value
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Points(int[] series, long[] timestampMillis, double[] values) implements Values {
        public Points {
            if (series.length != timestampMillis.length || series.length != values.length) {
                throw new IllegalArgumentException("points have " + series.length + " series indexes, "
                        + timestampMillis.length + " times and " + values.length + " values; all must be as many");
            }
        }

        @Override
        public int sampleCount() {
            return values.length;
        }

        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Points other
                    && Arrays.equals(series, other.series)
                    && Arrays.equals(timestampMillis, other.timestampMillis)
                    && sameBits(values, other.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(series) * 31 + Arrays.hashCode(timestampMillis);
        }
    }

    /**
     * Native histograms at any times.
     *
     * @param series for each histogram, the index of its series in the block
     * @param timestampMillis for each histogram, milliseconds since 1970, UTC
     * @param histograms the histograms
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Histograms(int[] series, long[] timestampMillis, List<NativeHistogram> histograms) implements Values {
        public Histograms {
            histograms = List.copyOf(histograms);
            if (series.length != timestampMillis.length || series.length != histograms.size()) {
                throw new IllegalArgumentException("histograms have " + series.length + " series indexes, "
                        + timestampMillis.length + " times and " + histograms.size() + " values; all must be as many");
            }
        }

        @Override
        public int sampleCount() {
            return histograms.size();
        }

        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Histograms other
                    && Arrays.equals(series, other.series)
                    && Arrays.equals(timestampMillis, other.timestampMillis)
                    && histograms.equals(other.histograms);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(series) * 31 + Arrays.hashCode(timestampMillis);
        }
    }

    private static boolean sameBits(double[] left, double[] right) {
        if (left.length != right.length) {
            return false;
        }
        for (int i = 0; i < left.length; i++) {
            if (Double.doubleToRawLongBits(left[i]) != Double.doubleToRawLongBits(right[i])) {
                return false;
            }
        }
        return true;
    }
}
