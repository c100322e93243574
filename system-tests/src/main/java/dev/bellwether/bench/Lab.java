package dev.bellwether.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** What the figures of one run share: a directory, the trace of this machine, the database server. */
final class Lab implements AutoCloseable {
    /** Seconds of a trace: at four reads a minute an hour passes before a value comes again. */
    private static final int TRACE_SECONDS = 241;

    private final Path directory;
    private final boolean hour;
    private final double scale;
    private final CompletableFuture<MachineTrace> trace;
    private int scratches;

    /**
     * Begins a run.
     *
     * @param directory everything is written below it and removed at the end
     * @param hour whether the agent is watched for an hour
     * @param scale how many series the figure of queries has, as a part of the usual
     * @param traceFile a trace to be used, or written where it is missing; empty for a new one
     * @param withTrace whether any figure needs one
     */
    Lab(Path directory, boolean hour, double scale, String traceFile, boolean withTrace) throws IOException {
        this.directory = directory;
        this.hour = hour;
        this.scale = scale;
        remove(directory);
        Files.createDirectories(directory);
        this.trace = withTrace
                ? CompletableFuture.supplyAsync(
                        () -> record(traceFile),
                        task -> Thread.ofPlatform().daemon(true).name("trace").start(task))
                : CompletableFuture.failedFuture(new IllegalStateException("no trace was asked for"));
    }

    private MachineTrace record(String traceFile) {
        try {
            Path file = traceFile.isEmpty() ? traceFile() : Path.of(traceFile);
            if (!Files.exists(file)) {
                new TraceRecorder().record(TRACE_SECONDS).save(file);
            }
            if (!file.equals(traceFile())) {
                Files.copy(file, traceFile());
            }
            return MachineTrace.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while recording", e);
        }
    }

    /** The trace of this machine; waits for its end. */
    MachineTrace trace() throws InterruptedException {
        if (!trace.isDone()) {
            say("waits for the trace of this machine");
        }
        try {
            return trace.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the trace could not be recorded", e);
        }
    }

    /** Where the trace stands, for other processes; there when {@link #trace} has come back. */
    Path traceFile() {
        return directory.resolve("trace");
    }

    /** How long the agent is watched. */
    Duration agentTime() {
        return hour ? Duration.ofHours(1) : Duration.ofSeconds(150);
    }

    boolean hour() {
        return hour;
    }

    /** How many series the figure of queries has, as a part of the usual. */
    double scale() {
        return scale;
    }

    /** A new directory. */
    Path scratch(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name + "-" + ++scratches));
    }

    /** One line of progress on standard error. */
    static void say(String format, Object... values) {
        System.err.println(
                LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + String.format(Locale.ROOT, format, values));
    }

    static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        remove(directory);
    }
}
