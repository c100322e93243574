package dev.bellwether.bench;

import java.io.IOException;
import java.sql.SQLException;

/** A server that gives out empty databases. */
interface DatabaseServer extends AutoCloseable {
    /** What storage calls what this server can do: plain, hypertable, columnstore. */
    String dialect();

    /** Makes a new, empty database. */
    Database create() throws SQLException;

    @Override
    void close() throws IOException;
}
