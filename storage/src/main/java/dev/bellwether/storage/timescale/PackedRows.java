package dev.bellwether.storage.timescale;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Packed rows in the order of series (by their position in a batch), then of their start. For one thread. */
interface PackedRows extends AutoCloseable {
    /**
     * One row.
     *
     * @param position the position of its series in the batch, from 1
     */
    record Row(long position, PackedSamples samples) {}

    /** The next row; null at the end. May block while rows are fetched. */
    @Nullable
    Row next() throws SQLException;

    @Override
    void close() throws SQLException;
}
