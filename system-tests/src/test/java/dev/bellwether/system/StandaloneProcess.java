package dev.bellwether.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bellwether as a user starts it, on free ports, with data and manifests in temporary directories. It can be killed,
 * stopped and started again; {@link #close} leaves nothing behind but its log in {@code target/system-tests}.
 */
final class StandaloneProcess implements AutoCloseable {
    private final Path directory;
    private final Path log;
    private final List<Integer> ports = FreePorts.take(6);
    private @Nullable JavaProcess process;

    private StandaloneProcess(Path directory, Path log) {
        this.directory = directory;
        this.log = log;
    }

    /**
     * Makes its directories; nothing runs yet.
     *
     * @param name of the log file
     */
    static StandaloneProcess create(String name) {
        StandaloneProcess made = new StandaloneProcess(Folders.temporary(name), Folders.log(name));
        try {
            Files.createDirectory(made.manifests());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }

    Path manifests() {
        return directory.resolve("manifests");
    }

    Path data() {
        return directory.resolve("data");
    }

    /** A directory beside those, for whatever a test needs. */
    Path beside(String name) {
        return directory.resolve(name);
    }

    int apiPort() {
        return ports.get(0);
    }

    int httpPort() {
        return ports.get(1);
    }

    int grpcPort() {
        return ports.get(2);
    }

    /** Starts it; returns at once. */
    void start() {
        process = start(data(), ports, log);
    }

    /** Starts it and waits until it is ready. */
    void startAndAwaitReady() {
        start();
        awaitReady();
    }

    /** Tries to start another one that has a data directory or ports of this one; its output is apart. */
    JavaProcess startRival(Path rivalData, List<Integer> rivalPorts, String name) {
        return start(rivalData, rivalPorts, Folders.log(name));
    }

    private JavaProcess start(Path at, List<Integer> on, Path output) {
        return JavaProcess.start(
                "dev.bellwether.standalone.Main",
                List.of(
                        "standalone",
                        "--data=" + at,
                        "--manifests=" + manifests(),
                        "--api-port=" + on.get(0),
                        "--http-port=" + on.get(1),
                        "--grpc-port=" + on.get(2),
                        "--agent-port=" + on.get(3),
                        "--database-port=" + on.get(4),
                        "--broker-port=" + on.get(5)),
                directory,
                output);
    }

    /** Waits until it says that it is ready to answer; fails at once where it has ended. */
    void awaitReady() {
        Api api = api();
        await(() -> "Bellwether becomes ready; " + running().output(), () -> api.status("/readyz") == 200);
    }

    /** Waits until something holds while it runs; fails at once where it has ended. */
    void await(Supplier<String> what, Callable<Boolean> condition) {
        JavaProcess running = running();
        Waiting.until(what, () -> {
            if (!running.isAlive()) {
                throw new AssertionError("Bellwether has ended: " + running.output());
            }
            return condition.call();
        });
    }

    void await(String what, Callable<Boolean> condition) {
        await(() -> what, condition);
    }

    Api api() {
        return new Api(apiPort());
    }

    /** Its database, read as the role that people get. */
    ReaderDatabase database() {
        return ReaderDatabase.named(data().resolve("database-url"));
    }

    /** The process of its database; empty where none runs. */
    Optional<PostgresServer> databaseServer() {
        return PostgresServer.of(data().resolve("postgres").resolve("cluster"));
    }

    JavaProcess running() {
        JavaProcess current = process;
        if (current == null) {
            throw new IllegalStateException("Bellwether was not started");
        }
        return current;
    }

    /** Ends it and what it left behind, and removes its directories. */
    @Override
    public void close() {
        JavaProcess current = process;
        if (current != null) {
            current.close();
        }
        databaseServer().ifPresent(PostgresServer::kill);
        Folders.delete(directory);
    }
}
