package dev.bellwether.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the chart has from other modules is what they have. Where it is not, run the tests with {@code -Dchart.update=true} (or
 * {@code make chart}), which copies it anew.
 */
class CopiesTest {
    @Test
    void definitionsAreThoseOfTheirModule() throws IOException {
        Path own = Chart.FOLDER.resolve("crds");
        Path source = Chart.PROJECT.resolve("crds/src/main/resources/crds");
        if (Boolean.getBoolean("chart.update")) {
            replace(source, own);
        }
        assertThat(texts(source)).hasSize(5);
        assertThat(texts(own)).as("stale; `make chart` copies them anew").isEqualTo(texts(source));
    }

    @Test
    void rightsAreThoseThatTheOperatorIsTestedWith() throws IOException {
        Path own = Chart.FOLDER.resolve("rbac/operator.yaml");
        Path source = Chart.PROJECT.resolve("operator/src/main/resources/rbac/operator.yaml");
        if (Boolean.getBoolean("chart.update")) {
            Files.copy(source, own, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(Files.readString(own))
                .as("stale; `make chart` copies it anew")
                .isEqualTo(Files.readString(source));
    }

    private static void replace(Path source, Path own) throws IOException {
        for (String name : texts(own).keySet()) {
            Files.delete(own.resolve(name));
        }
        for (String name : texts(source).keySet()) {
            Files.copy(source.resolve(name), own.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }
}
