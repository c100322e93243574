package dev.bellwether.agent.collect.inventory;

import dev.bellwether.agent.collect.HostPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts {@link InventoryMain} with the same Java and the same classes as this process, and takes what it prints. */
final class InventoryProcess {
    private static final int MAX_OUTPUT_BYTES = 4 * 1024 * 1024;
    private static final int MAX_REASON = 300;

    private final HostPaths paths;
    private final Duration timeout;

    InventoryProcess(HostPaths paths, Duration timeout) {
        this.paths = paths;
        this.timeout = timeout;
    }

    /**
     * The text that the process printed. Blocks until it has ended.
     *
     * @throws IOException where it cannot be started, fails or takes too long, with the end of what it said
     * @throws InterruptedException where this thread is interrupted; the process is ended then
     */
    String run() throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path", "");
        if (classPath.isEmpty()) {
            throw new IOException("this Java process has no class path to start the inventory with");
        }
        Path output = Files.createTempFile("bellwether-inventory", ".prom");
        Path errors = Files.createTempFile("bellwether-inventory", ".log");
        try {
            Process process = new ProcessBuilder(command(classPath))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("the inventory took longer than " + timeout.toSeconds() + " s");
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new IOException("the inventory ended with " + process.exitValue() + ": " + endOf(errors));
            }
            if (Files.size(output) > MAX_OUTPUT_BYTES) {
                throw new IOException("the inventory printed more than " + MAX_OUTPUT_BYTES + " bytes");
            }
            return Files.readString(output);
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }

    private List<String> command(String classPath) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                classPath,
                InventoryMain.class.getName(),
                paths.proc().toString(),
                paths.sys().toString());
    }

    private static String endOf(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        return text.length() <= MAX_REASON ? text : text.substring(text.length() - MAX_REASON);
    }
}
