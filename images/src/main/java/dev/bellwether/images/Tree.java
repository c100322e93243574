package dev.bellwether.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files of an image before they are in it. All have one time, so that the same contents make the same image. Stateless. */
final class Tree {
    /** The time of every file and of the images themselves. */
    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private Tree() {}

    /** An empty directory, whatever stood there. */
    static Path fresh(Path directory) throws IOException {
        delete(directory);
        return Files.createDirectories(directory);
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Copies archives into a directory under their own names. */
    static List<Path> copy(List<Path> files, Path directory) throws IOException {
        Files.createDirectories(directory);
        return files.stream()
                .map(file -> {
                    try {
                        Path copy = directory.resolve(file.getFileName().toString());
                        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                        return setTime(copy);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    /** Copies a directory with all below it. */
    static void copyAll(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = to.resolve(from.relativize(file));
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                setTime(copy);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Writes a text file. */
    static void write(Path file, String text) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, text);
        setTime(file);
    }

    /** Gives a file the one time. */
    static Path setTime(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(TIME));
    }
}
