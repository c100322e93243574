package dev.bellwether.images;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs for a short time with settings of its own; stopped in order at the end. */
final class TrainingRun implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(25);
    private static final Duration AFTER_READY = Duration.ofSeconds(3);
    private static final List<String> PAGES = List.of(
            "/healthz",
            "/readyz",
            "/metrics",
            "/api/v1/query?query=sum%28up%29%20by%20%28job%29",
            "/api/v1/rules",
            "/api/v1/alerts");

    private final Process process;
    private final Path output;
    private final int port;

    private TrainingRun(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param command the JVM with its options, main class and arguments
     * @param environment the variables that it needs beside the port of its pages
     * @param scratch takes what it writes
     */
    static TrainingRun start(List<String> command, Map<String, String> environment, Path scratch) throws IOException {
        int port = freePort();
        Path output = scratch.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BELLWETHER_") || name.startsWith("JDK_"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        builder.environment().put("BELLWETHER_HTTP_PORT", String.valueOf(port));
        builder.environment().put("BELLWETHER_LOG_FORMAT", "json");
        return new TrainingRun(builder.start(), output, port);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Asks for its pages until it is ready, or for half a minute: what it waits for may never come. */
    void exercise() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < deadline) {
                if (!process.isAlive()) {
                    throw new ImageException("a training run ended by itself: " + Files.readString(output));
                }
                boolean ready = false;
                for (String page : PAGES) {
                    ready |= ask(client, page) == 200 && page.equals("/readyz");
                }
                TimeUnit.MILLISECONDS.sleep(300);
                if (ready) {
                    deadline = Math.min(deadline, System.nanoTime() + AFTER_READY.toNanos());
                }
            }
        }
    }

    /** The status of a page, 0 where nobody answers yet. */
    private int ask(HttpClient client, String page) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + page))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
