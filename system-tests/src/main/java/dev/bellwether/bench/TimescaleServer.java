package dev.bellwether.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server with TimescaleDB: the one that {@code TEST_TIMESCALEDB_URL} names, or Debian's Apache build that
 * {@code system-tests/bin/timescaledb} starts where its root is there.
 */
final class TimescaleServer implements DatabaseServer {
    private static final String DIRECTORY = "/tmp/bellwether-bench";

    private final String dialect;
    private final String adminUrl;
    private final List<String> created = new ArrayList<>();
    private final boolean ours;

    private TimescaleServer(String dialect, String adminUrl, boolean ours) {
        this.dialect = dialect;
        this.adminUrl = adminUrl;
        this.ours = ours;
    }

    /** The server with a columnstore; empty where none is named. */
    static Optional<TimescaleServer> columnstore() {
        return Optional.ofNullable(System.getenv("TEST_TIMESCALEDB_URL"))
                .filter(url -> !url.isBlank())
                .map(url -> new TimescaleServer("columnstore", url, false));
    }

    /** A server of the Apache build; empty where its programs are not there or this process is not root. */
    static Optional<TimescaleServer> hypertable() throws IOException, InterruptedException {
        Optional<Path> root = TrixieRoot.find();
        if (root.isEmpty()
                || !Files.isExecutable(root.get().resolve("usr/lib/postgresql/17/bin/postgres"))
                || !System.getProperty("user.name", "").equals("root")) {
            return Optional.empty();
        }
        Process start = script(root.get(), "start").start();
        String url = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return start.waitFor() == 0 ? Optional.of(new TimescaleServer("hypertable", url, true)) : Optional.empty();
    }

    private static ProcessBuilder script(Path root, String action) {
        ProcessBuilder builder = new ProcessBuilder("system-tests/bin/timescaledb", action, DIRECTORY, "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("BELLWETHER_TRIXIE_ROOT", root.toString());
        return builder;
    }

    @Override
    public String dialect() {
        return dialect;
    }

    @Override
    public Database create() throws SQLException {
        String name = "bellwether_bench_" + created.size() + "_"
                + ProcessHandle.current().pid();
        execute("CREATE DATABASE " + name);
        created.add(name);
        int query = adminUrl.indexOf('?');
        String path = query < 0 ? adminUrl : adminUrl.substring(0, query);
        String base = path.substring(0, path.lastIndexOf('/') + 1) + name;
        Database database = new Database(
                query < 0 ? base : base + adminUrl.substring(query),
                parameter("user", "postgres"),
                parameter("password", ""),
                0);
        database.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
        return database;
    }

    private String parameter(String name, String otherwise) {
        for (String each : adminUrl.substring(adminUrl.indexOf('?') + 1).split("&")) {
            if (each.startsWith(name + "=")) {
                return each.substring(name.length() + 1);
            }
        }
        return otherwise;
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(adminUrl);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        for (String name : created) {
            try {
                execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            } catch (SQLException e) {
                throw new IOException("database " + name + " cannot be dropped: " + e.getMessage(), e);
            }
        }
        Optional<Path> root = TrixieRoot.find();
        if (ours && root.isPresent()) {
            try {
                script(root.get(), "stop").inheritIO().start().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
