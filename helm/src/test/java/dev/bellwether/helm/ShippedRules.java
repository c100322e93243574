package dev.bellwether.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rules that the chart brings. */
final class ShippedRules {
    private ShippedRules() {}

    /** The files, by name. */
    static List<Path> files() {
        try (Stream<Path> files = Files.list(Chart.FOLDER.resolve("rules"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands under {@code spec}, by the names of the rules. */
    static Map<String, Object> specs() {
        Map<String, Object> specs = new TreeMap<>();
        for (Path file : files()) {
            for (Map<String, Object> rule : Yaml.documents(text(file))) {
                Object before = specs.put(Yaml.text(rule, "metadata.name"), Yaml.map(rule.get("spec")));
                if (before != null) {
                    throw new AssertionError("there are two rules named " + Yaml.text(rule, "metadata.name"));
                }
            }
        }
        return specs;
    }
}
