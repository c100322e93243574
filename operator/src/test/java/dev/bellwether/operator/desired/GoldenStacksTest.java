package dev.bellwether.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder below {@code golden} is a scenario: a stack, and the manifests that come of it. Where a change of the manifests
 * is meant, {@code mvn -pl operator test -Dtest=GoldenStacksTest -Dgolden.renew=true} writes them anew; the difference then
 * belongs into the review.
 */
class GoldenStacksTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    static List<String> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aStackBecomesTheseManifests(String scenario) throws IOException {
        // given
        Path folder = FOLDER.resolve(scenario);
        StackSettings settings = Examples.settings(Files.readString(folder.resolve("in-stack.yaml")));

        // when
        Map<String, String> files = files(settings, DesiredStack.of(settings, Examples.facts(settings)));

        // then
        if (Boolean.getBoolean("golden.renew")) {
            renew(folder, files);
        }
        assertThat(present(folder)).as("renew with -Dgolden.renew=true").isEqualTo(files);
    }

    private static Map<String, String> files(StackSettings settings, DesiredStack desired) {
        Map<String, String> files = new TreeMap<>();
        List<HasMetadata> foundation = new ArrayList<>();
        settings.names()
                .namespaces()
                .forEach(name -> foundation.add(new FoundationManifests(settings)
                        .namespace(name, name.equals(settings.names().namespace()))));
        foundation.addAll(desired.foundation());
        files.put("out-foundation.yaml", yaml(foundation.stream()));
        desired.parts().forEach((component, part) -> {
            String content = yaml(Stream.concat(part.surroundings().stream(), part.workload().stream()));
            if (!content.isEmpty()) {
                files.put("out-" + component.label() + ".yaml", content);
            }
        });
        return files;
    }

    private static String yaml(Stream<HasMetadata> objects) {
        return objects.map(Serialization::asYaml).collect(Collectors.joining());
    }

    private static Map<String, String> present(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                if (path.getFileName().toString().startsWith("out-")) {
                    files.put(path.getFileName().toString(), Files.readString(path));
                }
            }
        }
        return files;
    }

    private static void renew(Path folder, Map<String, String> files) throws IOException {
        for (String name : present(folder).keySet()) {
            Files.delete(folder.resolve(name));
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
