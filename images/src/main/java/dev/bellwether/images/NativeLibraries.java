package dev.bellwether.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Native libraries that would unpack themselves at each start, which would need a directory to write to. Stateless.
 */
final class NativeLibraries {
    private static final String ARCHITECTURE = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "amd64";

    private NativeLibraries() {}

    /**
     * Unpacks zstd's.
     *
     * @param installed the directory's path in the image
     * @return the JVM's options that name what was unpacked
     */
    static List<String> unpack(List<Path> archives, Path directory, String installed) throws IOException {
        for (Path archive : archives) {
            if (archive.getFileName().toString().startsWith("zstd-jni-")) {
                try (ZipFile zip = new ZipFile(archive.toFile())) {
                    Optional<? extends ZipEntry> library = zip.stream()
                            .filter(entry -> entry.getName().startsWith("linux/" + ARCHITECTURE + "/"))
                            .filter(entry -> entry.getName().endsWith(".so"))
                            .findFirst();
                    if (library.isPresent()) {
                        unpack(zip, library.get(), directory);
                    }
                }
            }
        }
        return options(directory, installed);
    }

    /** The JVM's options that name what was unpacked into a directory. */
    static List<String> options(Path directory, String installed) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted()
                    .map(file -> "-DZstdNativePath=" + installed + "/" + file.getFileName())
                    .toList();
        }
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path directory) throws IOException {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        Files.createDirectories(directory);
        Path file = directory.resolve(name);
        try (InputStream library = zip.getInputStream(entry)) {
            Files.copy(library, file);
        }
        Tree.setTime(file);
    }
}
