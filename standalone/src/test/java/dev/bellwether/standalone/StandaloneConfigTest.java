package dev.bellwether.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.standalone.StandaloneConfig.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneConfigTest {

    @Test
    void theDocumentedPortsAreTheDefaults() {
        assertThat(Ports.DEFAULT).isEqualTo(new Ports(7080, 7081, 7082, 7083, 7432, 7092));
    }

    @Test
    void aPortOutOfRangeNamesItsOption() {
        assertThatThrownBy(() -> new Ports(7080, 7081, 70_820, 7083, 7432, 7092))
                .hasMessage("--grpc-port is 70820, allowed are 1 to 65535");
    }

    @Test
    void aPortThatStandsTwiceNamesBothOptions() {
        assertThatThrownBy(() -> new Ports(7080, 7081, 7082, 7080, 7432, 7092))
                .hasMessage("--agent-port is 7080, and so is --api-port");
    }

    @Test
    void tooManyDemoAgentsAreRefused() {
        assertThatThrownBy(() -> new StandaloneConfig(
                        Path.of("data"),
                        Path.of("examples"),
                        "127.0.0.1",
                        Optional.empty(),
                        Ports.DEFAULT,
                        Optional.empty(),
                        1_001))
                .hasMessage("--demo-agents is 1001, allowed are 0 to 1000");
    }

    @Test
    void theTokenOfTheApiIsReadAnewEachTime(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "one\n");
        StandaloneConfig config = withToken(file);
        assertThat(config.currentApiToken()).isEqualTo("one");

        Files.writeString(file, "two");

        assertThat(config.currentApiToken()).isEqualTo("two");
    }

    @Test
    void aTokenFileThatIsNotThereIsNamed(@TempDir Path directory) {
        assertThatThrownBy(() -> withToken(directory.resolve("none")))
                .hasMessage("--api-token-file is " + directory.resolve("none") + ", which cannot be read");
    }

    private static StandaloneConfig withToken(Path file) {
        return new StandaloneConfig(
                Path.of("data"),
                Path.of("examples"),
                "127.0.0.1",
                Optional.of(file),
                Ports.DEFAULT,
                Optional.empty(),
                0);
    }
}
