package dev.bellwether.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.ingest.gateway.AgentTokens;
import dev.bellwether.ingest.gateway.GatewayConfig;
import dev.bellwether.ingest.gateway.GatewayLimits;
import dev.bellwether.ingest.gateway.ListenAddress;
import dev.bellwether.ingest.writer.WriterConfig;
import dev.bellwether.process.Environment;
import dev.bellwether.process.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MainsTest {
    @Test
    void withoutVariablesEverythingIsAsUsual() {
        assertThat(GatewayMain.config(new Environment(Map.of()))).isEqualTo(GatewayConfig.LOCAL);
        assertThat(WriterMain.config(new Environment(Map.of()))).isEqualTo(WriterConfig.DEFAULT);
    }

    @Test
    void everyVariableOfTheGatewayIsUsed() {
        assertThat(GatewayMain.config(new Environment(Map.ofEntries(
                        Map.entry("BELLWETHER_GRPC_HOST", "0.0.0.0"),
                        Map.entry("BELLWETHER_GRPC_PORT", "1"),
                        Map.entry("BELLWETHER_HTTP_HOST", "127.0.0.2"),
                        Map.entry("BELLWETHER_HTTP_PORT", "2"),
                        Map.entry("BELLWETHER_TLS_CERTIFICATES", "/c"),
                        Map.entry("BELLWETHER_TLS_PRIVATE_KEY", "/k"),
                        Map.entry("BELLWETHER_TLS_CLIENT_AUTHORITIES", "/a"),
                        Map.entry("BELLWETHER_CREDENTIALS_FILE", "/f"),
                        Map.entry("BELLWETHER_AGENT_TOKEN_KEYS", "/j"),
                        Map.entry("BELLWETHER_AGENT_TOKEN_ISSUER", "https://issuer"),
                        Map.entry("BELLWETHER_AGENT_TOKEN_AUDIENCE", "us"),
                        Map.entry("BELLWETHER_AGENT_TOKEN_SUBJECT", "system:serviceaccount:a:b"),
                        Map.entry("BELLWETHER_MAX_REQUEST_BYTES", "3"),
                        Map.entry("BELLWETHER_MAX_DECOMPRESSED_BYTES", "4"),
                        Map.entry("BELLWETHER_MAX_SERIES_PER_AGENT", "5"),
                        Map.entry("BELLWETHER_MAX_LABELS_PER_SERIES", "6"),
                        Map.entry("BELLWETHER_MAX_LABEL_NAME_LENGTH", "7"),
                        Map.entry("BELLWETHER_MAX_LABEL_VALUE_LENGTH", "8"),
                        Map.entry("BELLWETHER_SAMPLES_PER_SECOND", "9"),
                        Map.entry("BELLWETHER_MAX_FUTURE", "PT10S"),
                        Map.entry("BELLWETHER_MAX_AGE", "P11D"),
                        Map.entry("BELLWETHER_MAX_IN_FLIGHT_BYTES", "2000000"),
                        Map.entry("BELLWETHER_GRPC_REFLECTION", "true")))))
                .isEqualTo(new GatewayConfig(
                        new ListenAddress("0.0.0.0", 1),
                        new ListenAddress("127.0.0.2", 2),
                        Optional.of(new TlsFiles(Path.of("/c"), Path.of("/k"), Optional.of(Path.of("/a")))),
                        Optional.of(Path.of("/f")),
                        Optional.of(
                                new AgentTokens(Path.of("/j"), "https://issuer", "us", "system:serviceaccount:a:b")),
                        new GatewayLimits(3, 4, 5, 6, 7, 8, 9, Duration.ofSeconds(10), Duration.ofDays(11)),
                        2_000_000,
                        true));
    }

    @Test
    void everyVariableOfTheWriterIsUsed() {
        assertThat(WriterMain.config(new Environment(Map.of(
                        "BELLWETHER_WRITER_GROUP", "g",
                        "BELLWETHER_FLUSH_ROWS", "1",
                        "BELLWETHER_FLUSH_INTERVAL", "PT2S",
                        "BELLWETHER_SESSION_TIMEOUT", "PT3S",
                        "BELLWETHER_CACHED_SERIES", "4000",
                        "BELLWETHER_MAX_BACKOFF", "PT5S"))))
                .isEqualTo(new WriterConfig(
                        "g", 1, Duration.ofSeconds(2), Duration.ofSeconds(3), 4_000, Duration.ofSeconds(5)));
    }

    @Test
    void aWrongVariableIsNamedWithItsValueAndWhatIsAllowed() {
        assertThatThrownBy(() -> GatewayMain.config(new Environment(Map.of("BELLWETHER_GRPC_PORT", "x"))))
                .hasMessage("BELLWETHER_GRPC_PORT is \"x\", a whole number is needed");
        assertThatThrownBy(() -> GatewayMain.config(new Environment(Map.of("BELLWETHER_GRPC_PORT", "70000"))))
                .hasMessage("port is 70000, allowed are 0 to 65535");
        assertThatThrownBy(() -> WriterMain.config(new Environment(Map.of("BELLWETHER_FLUSH_INTERVAL", "1s"))))
                .hasMessageContaining("BELLWETHER_FLUSH_INTERVAL is \"1s\", a duration such as");
        assertThatThrownBy(() -> GatewayMain.config(new Environment(Map.of("BELLWETHER_TLS_CERTIFICATES", "/c"))))
                .hasMessageContaining("belong together");
        assertThatThrownBy(() -> GatewayMain.config(new Environment(Map.of("BELLWETHER_HTTP_HOST", "0.0.0.0"))))
                .hasMessageContaining("without credentials");
        assertThatThrownBy(() -> GatewayMain.config(new Environment(Map.of("BELLWETHER_AGENT_TOKEN_KEYS", "/j"))))
                .hasMessage("BELLWETHER_AGENT_TOKEN_ISSUER is not set; it is needed");
        assertThatThrownBy(() -> GatewayMain.config(new Environment(Map.of("BELLWETHER_AGENT_TOKEN_ISSUER", "i"))))
                .hasMessageContaining("need BELLWETHER_AGENT_TOKEN_KEYS");
    }
}
