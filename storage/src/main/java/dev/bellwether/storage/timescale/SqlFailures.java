package dev.bellwether.storage.timescale;

import dev.bellwether.storage.RejectedSampleException;
import dev.bellwether.storage.StorageUnavailableException;
import java.sql.SQLException;
import java.util.Set;

/**
 * What a failure of the database means: by SQLSTATE, as in the appendix "PostgreSQL Error Codes".
 *
 * <p>Only an error in the data itself is final. Everything else may pass: a connection that broke (08), a server that
 * stops (57P), no disk or memory (53), a deadlock or serialization failure (40), a timeout (57014).
 */
final class SqlFailures {
    /** No partition for a row: it was dropped between looking and writing. */
    static final String NO_PARTITION = "23514";

    static final String UNDEFINED_TABLE = "42P01";
    static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Wrong password, no such user or database: waiting does not help. */
    private static final Set<String> WRONG_SETTINGS = Set.of("28P01", "28000", "3D000", "42501");

    private SqlFailures() {}

    /** The failure as one that the port knows. */
    static RuntimeException translate(String doing, SQLException failure) {
        String state = stateOf(failure);
        String message = "while " + doing + ": " + failure.getMessage() + " (SQLSTATE " + state + ")";
        if (state.startsWith("22") || state.startsWith("23")) {
            return new RejectedSampleException(message, failure);
        }
        return new StorageUnavailableException(message, failure);
    }

    static String stateOf(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }

    /** Whether the connection is broken or its server stops: class 08, and 57P01 to 57P03. */
    static boolean endsConnection(SQLException failure) {
        String state = stateOf(failure);
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** Whether connecting again later may succeed. */
    static boolean mayPass(SQLException failure) {
        return !WRONG_SETTINGS.contains(stateOf(failure));
    }

    static boolean isNoPartition(SQLException failure) {
        return stateOf(failure).equals(NO_PARTITION)
                && failure.getMessage() != null
                && failure.getMessage().contains("no partition");
    }
}
