package dev.bellwether.crds.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.crds.generate.Definitions;
import dev.bellwether.crds.generate.Yaml;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The definitions of each release lie frozen under {@code released/}: what fits them has to fit today's. */
class ReleasedDefinitionsTest {
    private static final Path RELEASED = Path.of("src/test/resources/released");

    static List<Path> released() throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void nothingIsTakenAwayFromThoseWhoUseARelease(Path file) throws IOException {
        // given
        CustomResourceDefinition old = Yaml.definition(Files.readString(file));
        // when
        List<CustomResourceDefinition> now = Definitions.all().stream()
                .map(definition -> Yaml.definition(Yaml.of(definition)))
                .filter(definition -> definition
                        .getMetadata()
                        .getName()
                        .equals(old.getMetadata().getName()))
                .toList();
        // then
        assertThat(now).as("the kind is still there").hasSize(1);
        assertThat(SchemaComparison.losses(old, now.getFirst()))
                .as("what today's definition takes away from users of %s", RELEASED.relativize(file))
                .isEmpty();
    }
}
