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

    /** Moves to the next sample; blocks while rows are fetched. */
    void advance() throws SQLException;

    @Override
    void close() throws SQLException;
}
