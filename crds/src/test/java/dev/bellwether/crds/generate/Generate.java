package dev.bellwether.crds.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the definitions and the reference page: {@code make crds}. */
public final class Generate {
    private Generate() {}

    /**
     * Writes them.
     *
     * @param arguments the directory of the whole project
     */
    public static void main(String... arguments) {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("one argument is needed: the directory of the project");
        }
        Path project = Path.of(arguments[0]);
        GeneratedFiles.all().forEach((place, text) -> write(project.resolve(place), text));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
