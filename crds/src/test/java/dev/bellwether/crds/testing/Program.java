package dev.bellwether.crds.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A program that runs for as long as this process wants it, and no longer than this process lives: a shell beside it reads from
 * a pipe whose other end is here, and kills it when the pipe ends.
 */
final class Program {
    private static final String GUARD =
            "exec 3<&0; \"$@\" </dev/null 3<&- & child=$!; (cat <&3 >/dev/null; kill -KILL $child) 2>/dev/null & exec 3<&-; wait $child";
    private static final long POLL_MILLIS = 50;
    private static final int SHOWN_CHARACTERS = 4000;

    private final String name;
    private final Path log;
    private final Process process;

    private Program(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts a program that appends its output to a log. */
    static Program start(String name, Path log, List<String> command) {
        List<String> guarded = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, name));
        guarded.addAll(command);
        try {
            Process process = new ProcessBuilder(guarded)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new Program(name, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }

    /**
     * Waits until a program is ready.
     *
     * @throws IllegalStateException with the end of its log, where it ends or is not ready in time
     */
    void awaitReady(Duration patience, BooleanSupplier ready) {
        long end = System.nanoTime() + patience.toNanos();
        while (!ready.getAsBoolean()) {
            if (hasEndedWithin(POLL_MILLIS)) {
                throw new IllegalStateException(name + " has ended with " + process.exitValue() + ":\n" + logTail());
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(name + " was not ready within " + patience + ":\n" + logTail());
            }
        }
    }

    private boolean hasEndedWithin(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " started", e);
        }
    }

    private String logTail() {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - SHOWN_CHARACTERS));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** Kills it and waits for its end. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
