package dev.bellwether.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The server process of a PostgreSQL cluster, found by the file that it writes into its directory. */
record PostgresServer(ProcessHandle process) {
    /** The server of a cluster; empty where none runs. */
    static Optional<PostgresServer> of(Path cluster) {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                    .map(PostgresServer::new);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** SIGKILL to the server; its children notice and end. Waits until all are gone. */
    void kill() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        process.onExit().join();
        family.forEach(ProcessHandle::destroyForcibly);
        Waiting.until("the database's processes end", () -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** SIGKILL to one process that serves a connection: the server then ends every connection and recovers by itself. */
    void killOneBackend() {
        List<ProcessHandle> backends =
                process.children().filter(PostgresServer::servesConnection).toList();
        if (backends.isEmpty()) {
            throw new IllegalStateException("no connection is open");
        }
        backends.getFirst().destroyForcibly();
    }

    private static boolean servesConnection(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"))
                    .contains("127.0.0.1(");
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGSTOP to all of it: connections stay and nobody answers. */
    void freeze() {
        Signals.send("STOP", process);
        process.descendants().forEach(child -> Signals.send("STOP", child));
    }

    /** SIGCONT to all of it. */
    void thaw() {
        process.descendants().forEach(child -> Signals.send("CONT", child));
        Signals.send("CONT", process);
    }
}
