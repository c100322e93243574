package dev.bellwether.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Debian's amtool from the root that {@code bin/trixie-root} makes, pointed at an API on this machine. */
record Amtool(Path root, int port) {
    /** The program; empty where there is none. */
    static Optional<Amtool> at(int port) {
        return PrometheusProgram.root()
                .filter(root -> Files.isExecutable(root.resolve("usr/bin/amtool")))
                .map(root -> new Amtool(root, port));
    }

    /**
     * Runs it and waits for its end.
     *
     * @return what it prints; its warnings go where those of the test do
     * @throws IOException where it fails, its errors go to those of the test
     */
    String run(String... arguments) throws IOException, InterruptedException {
        Path libraries = root.resolve("usr/lib/x86_64-linux-gnu");
        List<String> command = new ArrayList<>(List.of(
                libraries.resolve("ld-linux-x86-64.so.2").toString(),
                "--library-path",
                libraries.toString(),
                root.resolve("usr/bin/amtool").toString(),
                "--alertmanager.url=http://127.0.0.1:" + port));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("amtool " + List.of(arguments) + " fails: " + output);
        }
        return output.strip();
    }
}
