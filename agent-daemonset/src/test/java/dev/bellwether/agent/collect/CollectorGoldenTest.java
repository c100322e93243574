package dev.bellwether.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder {@code <collector>/<scenario>} has the files of a machine in {@code in.txt}, what changed before a second
 * collection in {@code in-2.txt}, settings in {@code settings.txt}, and in {@code out.prom} what the last collection shows.
 * With {@code -Dgolden.write=true} the outputs are written instead of compared.
 */
class CollectorGoldenTest {
    private static final Path RESOURCES = Path.of("src/test/resources/dev/bellwether/agent/collect");

    @TempDir
    Path directory;

    static Stream<String> scenarios() throws IOException {
        try (Stream<Path> inputs = Files.walk(RESOURCES, 3)) {
            return inputs
                    .filter(file -> file.getFileName().toString().equals("in.txt"))
                    .map(file -> RESOURCES.relativize(file.getParent()).toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aCollectorShowsWhatTheMachineHas(String scenario) throws Exception {
        // given
        Path folder = RESOURCES.resolve(scenario);
        String name = scenario.substring(0, scenario.indexOf('/'));
        Path root = Files.createDirectory(directory.resolve("machine"));
        Fixture fixture = new Fixture(root);
        List<Path> inputs = Fixture.inputs(folder);
        fixture.write(Files.readString(inputs.getFirst()));
        Collector collector = CollectorCatalog.standard()
                .find(name)
                .orElseThrow(() -> new AssertionError("there is no collector " + name))
                .create(fixture.paths(), settings(folder, root));
        // when
        String shown = Fixture.collect(collector);
        for (Path input : inputs.subList(1, inputs.size())) {
            fixture.write(Files.readString(input));
            shown = Fixture.collect(collector);
        }
        // then
        shown = withoutClock(shown).replace(root.toString(), "ROOT");
        Path golden = folder.resolve("out.prom");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, shown);
        }
        assertThat(shown).isEqualTo(Files.readString(golden));
        assertThat(collector.name()).isEqualTo(name);
    }

    /** Values of the moment cannot stand in a file. */
    private static String withoutClock(String shown) {
        return shown.lines()
                .filter(line -> !line.startsWith("container_last_seen{")
                        && !line.startsWith("node_time_seconds ")
                        && !line.startsWith("node_time_zone_offset_seconds{"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, Object> settings(Path folder, Path root) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        Path file = folder.resolve("settings.txt");
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                settings.put(
                        line.substring(0, equals),
                        value(line.substring(equals + 1).replace("ROOT", root.toString())));
            }
        }
        return settings;
    }

    private static Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (text.startsWith("[")) {
            return List.of(text.substring(1, text.length() - 1).split(", "));
        }
        return text.matches("\\d+") ? (Object) Long.valueOf(text) : text;
    }
}
