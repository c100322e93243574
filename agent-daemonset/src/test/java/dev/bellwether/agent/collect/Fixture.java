package dev.bellwether.agent.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A machine's files, written below a directory from one text: a line {@code === path} begins a file, {@code === path ->
 * target} makes a symbolic link, {@code === path (absent)} removes what an earlier text had made.
 */
public final class Fixture {
    /** When every file and directory was changed last. */
    public static final Instant CHANGED = Instant.parse("2026-01-02T03:04:05Z");

    private static final String MARK = "=== ";

    private final Path root;

    public Fixture(Path root) {
        this.root = root;
    }

    public HostPaths paths() {
        return HostPaths.under(root);
    }

    /** Writes the files of a text. */
    public void write(String text) throws IOException {
        @Nullable Path file = null;
        StringBuilder content = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            if (line.startsWith(MARK)) {
                finish(file, content);
                file = begin(line.substring(MARK.length()));
            } else if (file != null) {
                content.append(line).append('\n');
            }
        }
        finish(file, content);
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!Files.isSymbolicLink(path)) {
                    Files.setLastModifiedTime(path, FileTime.from(CHANGED));
                }
            }
        }
    }

    private @Nullable Path begin(String heading) throws IOException {
        int arrow = heading.indexOf(" -> ");
        if (arrow >= 0) {
            Path link = root.resolve(heading.substring(0, arrow));
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Path.of(heading.substring(arrow + 4)));
            return null;
        }
        if (heading.endsWith(" (absent)")) {
            Files.delete(root.resolve(heading.substring(0, heading.length() - " (absent)".length())));
            return null;
        }
        Path file = root.resolve(heading);
        Files.createDirectories(file.getParent());
        return file;
    }

    private static void finish(@Nullable Path file, StringBuilder content) throws IOException {
        if (file != null) {
            int end = content.length();
            while (end > 1 && content.charAt(end - 1) == '\n' && content.charAt(end - 2) == '\n') {
                end--;
            }
            Files.writeString(file, content.substring(0, end));
        }
        content.setLength(0);
    }

    /** What a collector hands over, or its error, as text. */
    public static String collect(Collector collector) throws InterruptedException {
        ExpositionSink sink = new ExpositionSink();
        try {
            collector.collect(sink);
        } catch (IOException e) {
            return "error: " + e.getMessage() + "\n";
        }
        return sink.text();
    }

    /** The files {@code in.txt}, {@code in-2.txt} … of a folder, each to be written before a collection. */
    static List<Path> inputs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("in(-\\d)?\\.txt"))
                    .sorted(Comparator.comparing(
                            file -> file.getFileName().toString().length()))
                    .toList();
        }
    }
}
