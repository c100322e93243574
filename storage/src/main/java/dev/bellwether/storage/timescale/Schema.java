package dev.bellwether.storage.timescale;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out the dialect and brings the schema up to date. */
final class Schema {
    private static final Logger log = LoggerFactory.getLogger(Schema.class);
    private static final String MIGRATIONS = "classpath:dev/bellwether/storage/timescale/migrations/";
    private static final int OLDEST_POSTGRESQL = 15;

    private Schema() {}

    /** Detects, migrates, and says so. */
    static Dialect prepare(Database database) throws SQLException {
        Dialect dialect;
        try (Connection connection = database.open("schema")) {
            dialect = detect(connection);
            connection.commit();
        }
        MigrateResult result = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database.plainSource("schema", Duration.ofHours(6)))
                .locations(MIGRATIONS + "common", MIGRATIONS + dialect.label())
                .table("schema_history")
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .loggers("slf4j")
                .load()
                .migrate();
        log.info(
                "storage is ready: dialect={} schema={} migrations={}",
                dialect.label(),
                result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion,
                result.migrationsExecuted);
        try (Connection connection = database.open("schema")) {
            remember(connection, dialect);
            connection.commit();
        }
        return dialect;
    }

    /** The dialect the schema was made for, else the best that the server can do. */
    private static Dialect detect(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_POSTGRESQL) {
            throw new IllegalStateException(
                    "the database is PostgreSQL " + version + ", at least " + OLDEST_POSTGRESQL + " is needed");
        }
        Dialect possible = possible(connection);
        Optional<Dialect> made = remembered(connection);
        if (made.isEmpty()) {
            return possible;
        }
        if (made.get() == Dialect.COLUMNSTORE && possible != Dialect.COLUMNSTORE) {
            throw new IllegalStateException(
                    "the schema was made for a columnstore, but this server is \"" + possible.label()
                            + "\": TimescaleDB 2.29 or newer with timescaledb.license = timescale is needed");
        }
        if (made.get() == Dialect.HYPERTABLE && possible == Dialect.PLAIN) {
            throw new IllegalStateException(
                    "the schema was made for hypertables, but this database has no TimescaleDB extension");
        }
        if (made.get() != possible) {
            log.info(
                    "the server could be \"{}\"; the schema stays \"{}\"",
                    possible.label(),
                    made.get().label());
        }
        return made.get();
    }

    private static Dialect possible(Connection connection) throws SQLException {
        if (single(connection, "SELECT default_version FROM pg_available_extensions WHERE name = 'timescaledb'")
                .isEmpty()) {
            return Dialect.PLAIN;
        }
        if (!single(connection, "SELECT 1 WHERE current_setting('shared_preload_libraries') ~ '\\mtimescaledb\\M'")
                .isPresent()) {
            log.info("TimescaleDB is installed but not in shared_preload_libraries: not used");
            return Dialect.PLAIN;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            log.warn("TimescaleDB is there but cannot be used: {}", e.getMessage());
            return Dialect.PLAIN;
        }
        String version = single(connection, "SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'")
                .orElse("0");
        String license = single(connection, "SELECT current_setting('timescaledb.license', true)")
                .orElse("");
        boolean compresses = license.equals("timescale") && isAtLeast(version, 2, 29);
        log.info("found TimescaleDB {} with licence \"{}\"", version, license);
        return compresses ? Dialect.COLUMNSTORE : Dialect.HYPERTABLE;
    }

    static boolean isAtLeast(String version, int major, int minor) {
        String[] parts = version.split("[.-]", -1);
        int foundMajor = Integer.parseInt(parts[0]);
        int foundMinor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
        return foundMajor > major || (foundMajor == major && foundMinor >= minor);
    }

    private static Optional<Dialect> remembered(Connection connection) throws SQLException {
        if (single(connection, "SELECT to_regclass('storage_setting')::text").isEmpty()) {
            return Optional.empty();
        }
        return single(connection, "SELECT value FROM storage_setting WHERE name = 'dialect'")
                .map(Dialect::valueOf);
    }

    private static void remember(Connection connection, Dialect dialect) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO storage_setting (name, value) VALUES ('dialect', ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, dialect.name());
            insert.executeUpdate();
        }
    }

    private static Optional<String> single(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }
}
