package dev.bellwether.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** The embedded PostgreSQL with the settings that standalone gives it: fsync on, 128 MB of buffers. */
final class PlainServer implements DatabaseServer {
    private final EmbeddedPostgres server;
    private final Path cluster;
    private int databases;

    private PlainServer(EmbeddedPostgres server, Path cluster) {
        this.server = server;
        this.cluster = cluster;
    }

    static PlainServer start(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path cluster = directory.resolve("cluster");
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(directory.resolve("start.log").toFile());
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setOverrideWorkingDirectory(directory.resolve("programs").toFile())
                .setPGStartupWait(Duration.ofSeconds(60))
                .setErrorRedirector(log)
                .setOutputRedirector(log)
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("fsync", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_wal_size", "1GB")
                .setServerConfig("wal_compression", "on")
                .setServerConfig("random_page_cost", "1.1")
                .setServerConfig("jit", "off")
                .start();
        return new PlainServer(server, cluster);
    }

    @Override
    public String dialect() {
        return "plain";
    }

    @Override
    public Database create() throws SQLException {
        String name = "bench_" + ++databases;
        String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/";
        admin(url).execute("CREATE DATABASE " + name);
        return new Database(url + name, "postgres", "", pid());
    }

    private static Database admin(String url) {
        return new Database(url + "postgres", "postgres", "", 0);
    }

    private long pid() throws SQLException {
        try (var lines = Files.lines(cluster.resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElse("0").strip());
        } catch (IOException e) {
            throw new SQLException("the server's process is not known: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
