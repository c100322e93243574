package dev.bellwether.system;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A PostgreSQL of a test's own that can be killed and started again with its data. */
final class DatabaseProcess implements AutoCloseable {
    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    private DatabaseProcess(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.server = open();
    }

    static DatabaseProcess start(Path directory) {
        return new DatabaseProcess(directory, FreePorts.take());
    }

    private EmbeddedPostgres open() {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(true)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** SIGKILL; nobody answers on its port until {@link #restart}. */
    void kill() {
        PostgresServer.of(directory).orElseThrow().kill();
        closeQuietly();
    }

    void restart() {
        server = open();
    }

    private void closeQuietly() {
        try {
            server.close();
        } catch (IOException | RuntimeException e) {
            System.err.println("the killed server cannot be stopped in order, as expected: " + e);
        }
    }

    @Override
    public void close() {
        closeQuietly();
        PostgresServer.of(directory).ifPresent(PostgresServer::kill);
    }
}
