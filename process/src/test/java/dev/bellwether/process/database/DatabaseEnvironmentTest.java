package dev.bellwether.process.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.process.Environment;
import dev.bellwether.storage.timescale.RetentionClass;
import dev.bellwether.storage.timescale.RetentionRule;
import dev.bellwether.storage.timescale.StorageConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseEnvironmentTest {
    private static final Map<String, String> NEEDED =
            Map.of("BELLWETHER_DATABASE_URL", "jdbc:postgresql://h/d", "BELLWETHER_DATABASE_USER", "u");

    private static StorageConfig config(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(NEEDED);
        variables.putAll(more);
        return DatabaseEnvironment.config(new Environment(variables));
    }

    @Test
    void withoutMoreEverythingIsKeptAsUsual() {
        StorageConfig config = config(Map.of());
        assertThat(config.jdbcUrl()).isEqualTo("jdbc:postgresql://h/d");
        assertThat(config.user()).isEqualTo("u");
        assertThat(config.password().get()).isEmpty();
        assertThat(config.retention()).isEqualTo(StorageConfig.Retention.DEFAULTS);
        assertThat(config.retentionRules()).isEmpty();
    }

    @Test
    void everyVariableIsUsed() {
        StorageConfig config = config(Map.of(
                "BELLWETHER_RETENTION_SHORT", "P1D",
                "BELLWETHER_RETENTION_RAW", "P2D",
                "BELLWETHER_RETENTION_LONG", "P3D",
                "BELLWETHER_RETENTION_FIVE_MINUTES", "P4D",
                "BELLWETHER_RETENTION_HOURLY", "P5D",
                "BELLWETHER_RETENTION_ALERTS", "P6D",
                "BELLWETHER_SAMPLES_RETENTION", "PT12H",
                "BELLWETHER_RETENTION_RULES", "short: node_.*\n\nlong:slo:.*\n"));
        assertThat(config.retention())
                .isEqualTo(new StorageConfig.Retention(
                        Duration.ofDays(1),
                        Duration.ofDays(2),
                        Duration.ofDays(3),
                        Duration.ofDays(4),
                        Duration.ofDays(5),
                        StorageConfig.Retention.DEFAULTS.senders(),
                        Duration.ofHours(12),
                        Duration.ofDays(6)));
        assertThat(config.retentionRules())
                .containsExactly(
                        new RetentionRule("node_.*", RetentionClass.SHORT),
                        new RetentionRule("slo:.*", RetentionClass.LONG));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> config(Map.of("BELLWETHER_RETENTION_RULES", "eternal:x")))
                .hasMessageContaining("BELLWETHER_RETENTION_RULES has the line \"eternal:x\"");
        assertThatThrownBy(() -> config(Map.of("BELLWETHER_RETENTION_RAW", "PT1M")))
                .hasMessageContaining("retention.defaultClass is PT1M");
        assertThatThrownBy(() -> DatabaseEnvironment.config(new Environment(Map.of())))
                .hasMessage("BELLWETHER_DATABASE_URL is not set; it is needed");
    }
}
