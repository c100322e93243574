package dev.bellwether.query.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.process.Environment;
import dev.bellwether.process.TlsFiles;
import dev.bellwether.query.QueryConfig;
import dev.bellwether.query.recent.RecentConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryMainTest {
    @TempDir
    Path directory;

    @Test
    void withoutVariablesEverythingIsAsUsual() {
        QueryConfig config = QueryMain.config(new Environment(Map.of()));
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(7080);
        assertThat(config.corsOrigins()).isEmpty();
        assertThat(config.changeToken().get()).isEmpty();
        assertThat(config.readToken().get()).isEmpty();
        assertThat(config.tls()).isEmpty();
        assertThat(QueryMain.memory(new Environment(Map.of())).window()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void everyVariableIsUsed() throws Exception {
        Path change = Files.writeString(directory.resolve("change"), "changing");
        Path read = Files.writeString(directory.resolve("read"), "reading");
        Environment environment = new Environment(Map.of(
                "BELLWETHER_HTTP_HOST", "0.0.0.0",
                "BELLWETHER_HTTP_PORT", "1",
                "BELLWETHER_CORS_ORIGINS", "https://a.example, https://b.example",
                "BELLWETHER_MAX_REQUESTS", "2",
                "BELLWETHER_API_TOKEN_FILE", change.toString(),
                "BELLWETHER_READ_TOKEN_FILE", read.toString(),
                "BELLWETHER_TLS_CERTIFICATES", "/c",
                "BELLWETHER_TLS_PRIVATE_KEY", "/k",
                "BELLWETHER_RECENT_WINDOW", "PT30M",
                "BELLWETHER_RECENT_BYTES", "2000000"));
        QueryConfig config = QueryMain.config(environment);
        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isEqualTo(1);
        assertThat(config.corsOrigins()).containsExactly("https://a.example", "https://b.example");
        assertThat(config.maxRequests()).isEqualTo(2);
        assertThat(config.changeToken().get()).isEqualTo("changing");
        assertThat(config.readToken().get()).isEqualTo("reading");
        assertThat(config.tls()).contains(new TlsFiles(Path.of("/c"), Path.of("/k"), Optional.empty()));
        assertThat(QueryMain.memory(environment))
                .isEqualTo(new RecentConfig(Duration.ofMinutes(30), 2_000_000, RecentConfig.DEFAULT.clockSkew(), ""));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> QueryMain.config(new Environment(Map.of("BELLWETHER_READ_TOKEN_FILE", "/nowhere"))))
                .hasMessageContaining("BELLWETHER_READ_TOKEN_FILE names /nowhere");
        assertThatThrownBy(() -> QueryMain.config(new Environment(Map.of("BELLWETHER_CORS_ORIGINS", "a.example"))))
                .hasMessageContaining("corsOrigins has \"a.example\"");
    }
}
