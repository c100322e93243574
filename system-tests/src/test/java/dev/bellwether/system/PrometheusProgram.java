package dev.bellwether.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Debian's Prometheus from the root that {@code bin/trixie-root} makes, run with that root's own libraries. */
final class PrometheusProgram implements AutoCloseable {
    private final Process process;
    private final int port;

    private PrometheusProgram(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The root; empty where there is none with a Prometheus in it. */
    static Optional<Path> root() {
        return Stream.of(
                        System.getenv("BELLWETHER_TRIXIE_ROOT"),
                        System.getProperty("user.home") + "/.cache/bellwether/trixie")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(root -> Files.isExecutable(root.resolve("usr/bin/prometheus")))
                .findFirst();
    }

    /**
     * Starts it.
     *
     * @param configuration its configuration as YAML
     * @param directory takes the configuration and its data
     * @param flags further ones of its command line
     */
    static PrometheusProgram start(Path root, String configuration, Path directory, String... flags) {
        int port = FreePorts.take();
        try {
            Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
            Path libraries = root.resolve("usr/lib/x86_64-linux-gnu");
            List<String> command = new ArrayList<>(List.of(
                    libraries.resolve("ld-linux-x86-64.so.2").toString(),
                    "--library-path",
                    libraries.toString(),
                    root.resolve("usr/bin/prometheus").toString(),
                    "--config.file=" + file,
                    "--storage.tsdb.path=" + directory.resolve("prometheus"),
                    "--web.listen-address=127.0.0.1:" + port,
                    "--web.console.templates=" + directory,
                    "--web.console.libraries=" + directory));
            command.addAll(List.of(flags));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Folders.log("prometheus").toFile())
                    .start();
            return new PrometheusProgram(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    Api api() {
        return new Api(port);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
