package dev.bellwether.alerting.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.alert.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestDirectoryTest {
    private static final String RULES = """
            groups:
            - name: g
              rules:
              - alert: A
                expr: up == 0
              - alert: B
                expr: up == 1
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aRuleWhoseNewTextIsWrongStaysAsItWasAndIsListed() throws IOException {
        ManifestDirectory manifests = new ManifestDirectory(directory);
        write("rules.yaml", RULES);
        assertThat(manifests.refresh()).isTrue();

        write("rules.yaml", RULES.replace("up == 0", "up ==").replace("up == 1", "up == 2"));
        assertThat(manifests.refresh()).isTrue();

        assertThat(manifests.current().rules()).extracting(Rule::expression).containsExactly("up == 0", "up == 2");
        assertThat(manifests.current().invalid())
                .extracting(InvalidRule::expression)
                .containsExactly("up ==");
    }

    @Test
    void nothingGoesAwayWhileAFileIsDamaged() throws IOException {
        ManifestDirectory manifests = new ManifestDirectory(directory);
        write("rules.yaml", RULES);
        manifests.refresh();

        write("rules.yaml", "groups: [");
        manifests.refresh();
        assertThat(manifests.current().rules()).hasSize(2);

        write("rules.yaml", "groups: []");
        manifests.refresh();
        assertThat(manifests.current().rules()).isEmpty();
    }

    @Test
    void anUnchangedDirectoryIsNotReadAgain() throws IOException {
        ManifestDirectory manifests = new ManifestDirectory(directory);
        write("rules.yaml", RULES);

        assertThat(manifests.refresh()).isTrue();
        assertThat(manifests.refresh()).isFalse();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
