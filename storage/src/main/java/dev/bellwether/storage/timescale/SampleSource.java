package dev.bellwether.storage.timescale;

import dev.bellwether.model.NativeHistogram;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One of the places samples stand in, read in the order of series (by their position in a batch), then time. */
interface SampleSource extends AutoCloseable {
    /** Whether there is a current sample. */
    boolean hasCurrent();

    /** The position, from 1, of the current sample's series. */
    long position();

    long timestampMillis();

    double value();

    /** The current histogram; null where the sample is a float. */
    @Nullable
    NativeHistogram histogram();

    /**
     * Takes the current sample and those after it in one go, as long as they are of the same series, floats, and before a
     * time; at least the current one where it is such. Moves behind what was taken.
     *
     * @param beforeMillis the first time that is not taken any more
     * @param times takes the times from {@code offset} on, ascending
     * @param values takes the values
     * @return how many were taken; 0 says: take the current one by itself
     */
    default int take(long beforeMillis, long[] times, double[] values, int offset) throws SQLException {
        return 0;
    }

    /** Moves to the next sample; blocks while rows are fetched. */
    void advance() throws SQLException;

    @Override
    void close() throws SQLException;
}
