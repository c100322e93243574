package dev.bellwether.standalone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own below the data directory. It asks for passwords, which stand in files that only the owner reads,
 * and serves this machine alone. A server that a killed process left behind is stopped first.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String DATABASE = "bellwether";
    private static final String READER = "reader";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final EmbeddedPostgres server;
    private final int port;
    private final String password;
    private final Path passwordFile;

    private EmbeddedDatabase(EmbeddedPostgres server, int port, String password, Path passwordFile) {
        this.server = server;
        this.port = port;
        this.password = password;
        this.passwordFile = passwordFile;
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @param directory its own directory, made at the first start
     * @throws StartupException where it does not start
     */
    static EmbeddedDatabase start(Path directory, int port) {
        try {
            Path cluster = directory.resolve("cluster");
            Files.createDirectories(directory);
            stopLeftBehind(cluster);
            String password = secret(directory.resolve("owner.password"));
            String readerPassword = secret(directory.resolve("reader.password"));
            boolean secured = Files.exists(directory.resolve("secured"));
            EmbeddedPostgres server =
                    builder(directory, cluster, port, secured ? password : "").start();
            try {
                prepare(server, password, readerPassword);
                requirePasswords(server, cluster, password);
                Files.writeString(directory.resolve("secured"), "roles have passwords\n");
                Path passwordFile = writePasswordFile(directory, port, readerPassword);
                return new EmbeddedDatabase(server, port, password, passwordFile);
            } catch (IOException | SQLException | RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new StartupException(
                    "the database does not start on port " + port + ": " + e.getMessage() + "; see "
                            + directory.resolve("start.log"),
                    e);
        }
    }

    private static EmbeddedPostgres.Builder builder(Path directory, Path cluster, int port, String password) {
        ProcessBuilder.Redirect startLog =
                ProcessBuilder.Redirect.appendTo(directory.resolve("start.log").toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(directory.resolve("programs").toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setErrorRedirector(startLog)
                .setOutputRedirector(startLog)
                .setLocaleConfig("locale", "C.UTF-8")
                // The library starts its server without fsync and answers commits before they are on the disk; we keep
                // data.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_filename", "postgresql-%a.log")
                .setServerConfig("log_truncate_on_rotation", "on")
                .setServerConfig("log_rotation_age", "1d")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_wal_size", "1GB")
                .setServerConfig("wal_compression", "on")
                .setServerConfig("random_page_cost", "1.1")
                .setServerConfig("jit", "off");
        if (!password.isEmpty()) {
            builder.setConnectConfig("password", password);
        }
        return builder;
    }

    private static void stopLeftBehind(Path cluster) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
            return;
        }
        ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                .ifPresent(EmbeddedDatabase::stop);
    }

    private static void stop(ProcessHandle process) {
        LOG.info("stopping the database that a killed process left behind, pid={}", process.pid());
        process.destroy();
        try {
            process.onExit().get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private static void prepare(EmbeddedPostgres server, String password, String readerPassword) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE postgres PASSWORD '" + password + "'");
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + READER + "'")) {
                statement.execute("CREATE ROLE " + READER + " LOGIN");
            }
            statement.execute("ALTER ROLE " + READER + " PASSWORD '" + readerPassword + "'");
            statement.execute("ALTER ROLE " + READER + " SET default_transaction_read_only = on");
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
        try (Connection connection = server.getDatabase("postgres", DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO " + READER);
            statement.execute("ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO " + READER);
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next();
        }
    }

    private static void requirePasswords(EmbeddedPostgres server, Path cluster, String password)
            throws IOException, SQLException {
        Files.writeString(cluster.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        var source = (PGSimpleDataSource) server.getPostgresDatabase();
        source.setPassword(password);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static Path writePasswordFile(Path directory, int port, String readerPassword) throws IOException {
        Path file = directory.resolve("pgpass");
        writePrivate(file, "127.0.0.1:" + port + ":" + DATABASE + ":" + READER + ":" + readerPassword + "\n");
        return file;
    }

    private static String secret(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            writePrivate(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file).strip();
    }

    private static void writePrivate(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(
                file.getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    String user() {
        return "postgres";
    }

    String password() {
        return password;
    }

    /** What psql takes to read as a role that cannot write; the password stands in a file. */
    String readerUrl() {
        return "postgresql://" + READER + "@127.0.0.1:" + port + "/" + DATABASE + "?passfile=" + passwordFile;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
