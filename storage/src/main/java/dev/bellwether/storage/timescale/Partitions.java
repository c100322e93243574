package dev.bellwether.storage.timescale;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * How the dialect at hand cuts tables by time.
 *
 * <p>Safe for use by many threads; every method blocks on the database.
 */
interface Partitions {
    /** A part of a table: everything from {@code startMillis} (included) to {@code endMillis} (excluded). */
    record Part(String tableName, long startMillis, long endMillis) {
        boolean covers(long timestampMillis) {
            return timestampMillis >= startMillis && timestampMillis < endMillis;
        }
    }

    /** Brings widths and options of the tables up to date with the settings. Called once at start. */
    void prepare(Connection connection) throws SQLException;

    /**
     * The parts for these times exist afterwards; in transactions of their own on a connection of their own, so that the
     * caller's transaction never waits with locks in hand.
     *
     * @param timestampMillis any number of times, in any order
     */
    void ensure(PartitionedTable table, long[] timestampMillis) throws SQLException;

    /** Forgets what it believes to exist: something was dropped. */
    void forget();

    /** The parts of a table in the order of time. */
    List<Part> list(Connection connection, PartitionedTable table) throws SQLException;

    /** Drops a part with all its contents, in the caller's transaction. */
    void drop(Connection connection, PartitionedTable table, Part part) throws SQLException;
}
