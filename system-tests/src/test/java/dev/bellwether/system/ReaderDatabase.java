package dev.bellwether.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database that tests read with SQL. */
@FunctionalInterface
interface ReaderDatabase {
    /** A connection; the caller closes it. */
    Connection connect() throws SQLException;

    /** The database of a URL as psql takes it, read from a file at each connection; its password stands in a file too. */
    static ReaderDatabase named(Path urlFile) {
        return () -> {
            try {
                URI url = URI.create(Files.readString(urlFile).strip());
                String[] query = url.getRawQuery().split("=", 2);
                String[] entry = Files.readString(Path.of(query[1])).strip().split(":", 5);
                return DriverManager.getConnection(
                        "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(),
                        url.getUserInfo(),
                        entry[4]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
