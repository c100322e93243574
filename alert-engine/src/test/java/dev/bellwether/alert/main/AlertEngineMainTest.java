package dev.bellwether.alert.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.notify.http.AddressPolicy;
import dev.bellwether.process.Environment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertEngineMainTest {
    @Test
    void withoutVariablesAnEngineHasANameOfItsOwnAndSendsInTheClusterToo() {
        AlertSettings settings = AlertEngineMain.settings(new Environment(Map.of()));
        assertThat(settings.engineId()).isNotBlank();
        assertThat(settings.externalUrl()).isEmpty();
        assertThat(settings.addresses()).isEqualTo(AddressPolicy.CLUSTER);
        assertThat(settings.sealingKeys()).isEmpty();
    }

    @Test
    void everyVariableIsUsed() {
        assertThat(AlertEngineMain.settings(new Environment(Map.of(
                        "BELLWETHER_ENGINE_ID", "engine-0",
                        "BELLWETHER_EXTERNAL_URL", "https://bellwether.example",
                        "BELLWETHER_RECEIVER_ADDRESSES", "public",
                        "BELLWETHER_SEALING_KEY_FILE", "/k"))))
                .isEqualTo(new AlertSettings(
                        "engine-0",
                        "https://bellwether.example",
                        AddressPolicy.PUBLIC_ONLY,
                        Optional.of(Path.of("/k"))));
        assertThat(AlertEngineMain.settings(new Environment(Map.of("BELLWETHER_RECEIVER_ADDRESSES", "any")))
                        .addresses())
                .isEqualTo(AddressPolicy.STANDALONE);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(
                        () -> AlertEngineMain.settings(new Environment(Map.of("BELLWETHER_RECEIVER_ADDRESSES", "all"))))
                .hasMessageContaining("BELLWETHER_RECEIVER_ADDRESSES is \"all\", allowed are");
        assertThatThrownBy(() ->
                        AlertEngineMain.settings(new Environment(Map.of("BELLWETHER_EXTERNAL_URL", "bellwether/"))))
                .hasMessageContaining("externalUrl is \"bellwether/\"");
    }
}
