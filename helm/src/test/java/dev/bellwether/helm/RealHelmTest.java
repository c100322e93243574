package dev.bellwether.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same chart through the program {@code helm}; skipped where there is none. */
class RealHelmTest {
    private static final Path LOCAL_VALUES = Chart.FOLDER.resolve("ci/local-values.yaml");

    private record Run(int exitCode, String output) {}

    @BeforeAll
    static void helmIsThere() {
        boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(":"), -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "helm")));
        assumeTrue(there, "helm is not on the PATH: its own tests are skipped");
    }

    @Test
    void lintHasNothingToSay() throws IOException, InterruptedException {
        // when
        Run run = helm("lint", "--strict", ".");

        // then
        assertThat(run.output()).doesNotContain("WARNING", "ERROR");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void valuesForASmallClusterAreAccepted() throws IOException, InterruptedException {
        // when
        Run run = helm("template", "bellwether", ".", "--kube-version", "1.35.0", "--values", LOCAL_VALUES.toString());

        // then
        assertThat(run.exitCode()).as("%s", run.output()).isZero();
        List<Map<String, Object>> objects = Yaml.documents(run.output());
        assertThat(objects).anyMatch(object -> Yaml.text(object, "kind").equals("Pod"));
        assertThat(objects)
                .filteredOn(object -> Yaml.text(object, "kind").equals("Deployment"))
                .allSatisfy(object -> assertThat(Yaml.text(object, "spec.template.spec.containers.0.image"))
                        .isEqualTo("localhost/bellwether-operator:0.1.0"));
    }

    @Test
    void anUnknownValueIsRefusedByName() throws IOException, InterruptedException {
        // when
        Run run = helm("template", "bellwether", ".", "--set", "operator.replica=2");

        // then
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.output()).contains("replica");
    }

    private static Run helm(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("helm"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(Chart.FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
