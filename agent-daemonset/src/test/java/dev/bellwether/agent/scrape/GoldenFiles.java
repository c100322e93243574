package dev.bellwether.agent.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folders of {@code <scenario>/in.*} and {@code <scenario>/out.txt} beside the test resources. {@code -Dgolden.write=true}
 * writes what came out, to be read with care before it is committed.
 */
public final class GoldenFiles {
    private GoldenFiles() {}

    /** The scenarios below a folder of the test resources, by name. */
    public static List<Path> scenarios(String folder) throws IOException {
        try (Stream<Path> found = Files.list(Path.of("src/test/resources").resolve(folder))) {
            return found.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** Compares with the scenario's expected output. */
    public static void assertOutput(Path scenario, String actual) throws IOException {
        Path expected = scenario.resolve("out.txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).as("output of %s", scenario.getFileName()).isEqualTo(Files.readString(expected));
    }
}
