package dev.bellwether.crds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A document of an example file.
 *
 * @param name the file and the document's number in it
 * @param text the document
 */
record Example(String name, String text) {
    private static final Path EXAMPLES = Path.of("../examples");

    /** The documents of all files right in a folder below {@code examples/}. */
    static List<Example> in(String folder) {
        try (Stream<Path> files = Files.list(EXAMPLES.resolve(folder))) {
            List<Example> examples = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                int number = 1;
                for (String document : Files.readString(file).split("(?m)^---$")) {
                    examples.add(new Example(EXAMPLES.relativize(file) + " #" + number++, document));
                }
            }
            return examples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file, by its path from the project's directory. */
    static String file(String path) {
        try {
            return Files.readString(EXAMPLES.resolveSibling(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands after a word in the comments at the top; empty where that word is not there. */
    String comment(String word) {
        String prefix = "# " + word + ": ";
        return text.lines()
                .takeWhile(line -> line.startsWith("#"))
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }

    @Override
    public String toString() {
        return name;
    }
}
