package dev.bellwether.operator.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.process.Environment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorSettingsTest {
    private static final Map<String, String> NEEDED = Map.of(
            "POD_NAME", "operator-1",
            "POD_NAMESPACE", "bellwether-system",
            "BELLWETHER_IMAGE_AGENT", "agent:1",
            "BELLWETHER_IMAGE_INGEST", "ingest:1",
            "BELLWETHER_IMAGE_ALERT_ENGINE", "engine:1",
            "BELLWETHER_IMAGE_QUERY", "query:1",
            "BELLWETHER_IMAGE_KAFKA", "kafka:1",
            "BELLWETHER_IMAGE_DATABASE", "database:1");

    @Test
    void whatIsNotSaidHasItsDefault() {
        // when
        OperatorSettings settings = OperatorSettings.of(new Environment(NEEDED));

        // then
        assertThat(settings.lease()).isEqualTo("bellwether-operator");
        assertThat(settings.definitionsManaged()).isTrue();
        assertThat(settings.stackFile()).isEmpty();
        assertThat(settings.images().pullPolicy()).isEqualTo("IfNotPresent");
        assertThat(settings.images().pullSecrets()).isEmpty();
    }

    @Test
    void everySettingCanBeSaid() {
        // when
        OperatorSettings settings = OperatorSettings.of(with(Map.of(
                "BELLWETHER_LEASE", "other",
                "BELLWETHER_CRDS_MANAGED", "false",
                "BELLWETHER_STACK_FILE", "/stack.yaml",
                "BELLWETHER_IMAGE_PULL_POLICY", "Always",
                "BELLWETHER_IMAGE_PULL_SECRETS", "one,two")));

        // then
        assertThat(settings.identity()).isEqualTo("operator-1");
        assertThat(settings.namespace()).isEqualTo("bellwether-system");
        assertThat(settings.lease()).isEqualTo("other");
        assertThat(settings.definitionsManaged()).isFalse();
        assertThat(settings.stackFile()).contains(Path.of("/stack.yaml"));
        assertThat(settings.images().pullPolicy()).isEqualTo("Always");
        assertThat(settings.images().pullSecrets()).containsExactly("one", "two");
        assertThat(settings.images().alertEngine()).isEqualTo("engine:1");
    }

    @Test
    void aWrongSettingIsNamed() {
        assertThatThrownBy(() -> OperatorSettings.of(with(Map.of("BELLWETHER_IMAGE_PULL_POLICY", "Sometimes"))))
                .hasMessage(
                        "BELLWETHER_IMAGE_PULL_POLICY is \"Sometimes\", allowed are Always, IfNotPresent and Never");
        assertThatThrownBy(() -> OperatorSettings.of(new Environment(Map.of("POD_NAME", "a", "POD_NAMESPACE", "b"))))
                .hasMessage("BELLWETHER_IMAGE_AGENT is not set; it is needed");
    }

    private static Environment with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(NEEDED);
        all.putAll(more);
        return new Environment(all);
    }
}
