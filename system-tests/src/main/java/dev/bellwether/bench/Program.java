package dev.bellwether.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is not ours, or ours as a user starts it. */
final class Program implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String name;
    private final Process process;

    private Program(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts it; what it prints goes to a file. */
    static Program start(String name, List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // Nothing stays behind where the run is interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Program(name, process);
    }

    /** Waits until a page answers 200. */
    void awaitReady(String url) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!answers(url)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException(name + " does not get ready");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static boolean answers(String url) throws InterruptedException {
        try {
            return get(url) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks for a page, reads all of it and returns the status. */
    static int get(String url) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray())
                .statusCode();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    double cpuSeconds() {
        return ProcessUsage.cpuSeconds(process.pid());
    }

    double residentMebibytes() {
        return ProcessUsage.residentMebibytes(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
