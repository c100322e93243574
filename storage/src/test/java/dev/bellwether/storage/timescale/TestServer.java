package dev.bellwether.storage.timescale;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A database server for tests, one per dialect and JVM; each test class takes fresh databases from it. */
final class TestServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable TestServer plain;
    private static @Nullable TestServer hypertable;

    private final String adminUrl;

    private TestServer(String adminUrl) {
        this.adminUrl = adminUrl;
    }

    /** The server of a dialect; skips the test, saying why, where there is none. */
    static TestServer of(Dialect dialect) {
        return switch (dialect) {
            case PLAIN -> plain();
            case HYPERTABLE -> hypertable();
            case COLUMNSTORE -> columnstore();
        };
    }

    private static synchronized TestServer plain() {
        TestServer running = plain;
        if (running == null) {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "100")
                        .setServerConfig("fsync", "off")
                        .setLocaleConfig("locale", "C")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                running = new TestServer(server.getJdbcUrl("postgres", "postgres"));
                plain = running;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized TestServer hypertable() {
        String given = System.getenv("TEST_TIMESCALEDB_APACHE_URL");
        if (given != null) {
            return new TestServer(given);
        }
        TestServer running = hypertable;
        if (running == null) {
            running = new TestServer(startFromRoot());
            hypertable = running;
        }
        return running;
    }

    /** Starts TimescaleDB inside the Debian root that {@code system-tests/bin/trixie-root} makes. */
    private static String startFromRoot() {
        Path script = Path.of("..", "system-tests", "bin", "timescaledb")
                .toAbsolutePath()
                .normalize();
        String set = System.getenv("BELLWETHER_TRIXIE_ROOT");
        Path root =
                set == null ? Path.of(System.getProperty("user.home"), ".cache", "bellwether", "trixie") : Path.of(set);
        Assumptions.assumeTrue(
                Files.isDirectory(root.resolve("usr/lib/postgresql/17")) && Files.isExecutable(script),
                "no TimescaleDB: set TEST_TIMESCALEDB_APACHE_URL, or make " + root
                        + " with system-tests/bin/trixie-root");
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "no TimescaleDB: starting it in " + root + " needs root; set TEST_TIMESCALEDB_APACHE_URL instead");
        try {
            String directory =
                    "/var/tmp/bellwether-test-" + ProcessHandle.current().pid();
            Process process = new ProcessBuilder(script.toString(), "start", directory, "0")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String url = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(script + " failed: " + url);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(script, directory)));
            return url;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void stop(Path script, String directory) {
        try {
            new ProcessBuilder(script.toString(), "stop", directory, "0")
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static TestServer columnstore() {
        String given = System.getenv("TEST_TIMESCALEDB_URL");
        Assumptions.assumeTrue(
                given != null, "no columnstore: set TEST_TIMESCALEDB_URL to a TimescaleDB 2.29 or newer (community)");
        return new TestServer(String.valueOf(given));
    }

    /** The URL of a new, empty database. */
    String freshDatabase() {
        String name = "test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(adminUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        int path = adminUrl.indexOf('/', "jdbc:postgresql://".length());
        int query = adminUrl.indexOf('?');
        return adminUrl.substring(0, path + 1) + name + (query < 0 ? "" : adminUrl.substring(query));
    }

    /** Drops a database that {@link #freshDatabase} made. */
    void drop(String url) {
        int path = url.indexOf('/', "jdbc:postgresql://".length());
        int query = url.indexOf('?');
        String name = url.substring(path + 1, query < 0 ? url.length() : query);
        try (Connection connection = DriverManager.getConnection(adminUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
