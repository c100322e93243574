package dev.bellwether.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a file has new content, however it came: written in place, renamed over, or by a swapped symbolic link as
 * Kubernetes updates a mounted ConfigMap.
 *
 * <p>Reads the file each time and compares a hash: a configuration is small, and times and sizes of files lie. A file that
 * cannot be read for a while is no news; the same content is none either. {@link #poll} is for one thread at a time;
 * {@link #start} polls on a thread of its own until {@link #close}.
 */
public final class ConfigWatcher implements AutoCloseable {
    /** How often {@link #start} looks. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Path file;
    private final Consumer<Path> listener;
    private byte[] lastHash;
    private @Nullable Thread thread;

    /**
     * Watches a file from its present content on.
     *
     * @param file the file, or a symbolic link to it
     * @param listener is called with the file after each change, on the thread that polls; it does not throw
     */
    public ConfigWatcher(Path file, Consumer<Path> listener) {
        this.file = file;
        this.listener = listener;
        byte[] hash = hash();
        this.lastHash = hash == null ? new byte[0] : hash;
    }

    /** Looks once, and calls the listener where the content is new; true where it is. */
    public boolean poll() {
        byte[] hash = hash();
        if (hash == null || Arrays.equals(hash, lastHash)) {
            return false;
        }
        lastHash = hash;
        listener.accept(file);
        return true;
    }

    /** Polls every second on a thread of its own. To be called at most once. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("the watcher of " + file + " has been started before");
        }
        thread = Thread.ofVirtual().name("config-watcher").start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(INTERVAL);
                poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte @Nullable [] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        } catch (IOException e) {
            return null;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Ends the thread; does not wait for a call of the listener under way. */
    @Override
    public synchronized void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
