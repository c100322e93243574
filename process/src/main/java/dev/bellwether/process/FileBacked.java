package dev.bellwether.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is made of files, and made anew when one of them has changed: when its time, its size or the file behind its
 * name is another, as it happens when Kubernetes renews a mounted Secret. Where that fails, what was made before stays in use
 * and the log says so. Looks at most every two seconds, on the thread that asks. Safe for use by many threads.
 *
 * @param <T> what is made; immutable
 */
public final class FileBacked<T> {
    private static final Logger LOG = LoggerFactory.getLogger(FileBacked.class);
    private static final long LOOK_AGAIN_NANOS = 2_000_000_000L;

    private final List<Path> files;
    private final Maker<T> maker;
    private final LongSupplier nanoTime;
    private List<Look> looks;
    private long lookedNanos;
    private volatile T current;

    /** Makes something of the files. */
    @FunctionalInterface
    public interface Maker<T> {
        /**
         * Reads the files.
         *
         * @throws IOException where one cannot be read
         * @throws IllegalArgumentException where one holds what cannot be used
         */
        T make() throws IOException;
    }

    private record Look(
            FileTime modified, long size, @Nullable Object key) {}

    /**
     * Makes it for the first time.
     *
     * @throws IllegalArgumentException where a file cannot be read or used; names it
     */
    public FileBacked(List<Path> files, Maker<T> maker) {
        this(files, maker, System::nanoTime);
    }

    /**
     * The same by another clock.
     *
     * @param nanoTime tells the time in nanoseconds, as {@link System#nanoTime()} does
     */
    public FileBacked(List<Path> files, Maker<T> maker, LongSupplier nanoTime) {
        this.files = List.copyOf(files);
        this.maker = maker;
        this.nanoTime = nanoTime;
        try {
            this.looks = look(this.files);
            this.current = maker.make();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + e, e);
        }
        this.lookedNanos = nanoTime.getAsLong();
    }

    /** What the files make, as they were at most two seconds ago. */
    public T get() {
        renew();
        return current;
    }

    private synchronized void renew() {
        long now = nanoTime.getAsLong();
        if (now - lookedNanos < LOOK_AGAIN_NANOS) {
            return;
        }
        lookedNanos = now;
        try {
            List<Look> found = look(files);
            if (!found.equals(looks)) {
                current = maker.make();
                looks = found;
                LOG.info("files={} are read again", files);
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("files={} have changed and cannot be used, what they held before stays: {}", files, e.toString());
        }
    }

    private static List<Look> look(List<Path> files) throws IOException {
        List<Look> looks = new ArrayList<>();
        for (Path file : files) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            looks.add(new Look(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
        }
        return looks;
    }
}
