package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckPipelineTest {
    private static final String ID = Long.toString(Run.NOW.toEpochMilli(), 36);

    private final RecordedServer server = new RecordedServer();
    private final Run run = new Run().variable("BELLWETHER_URL", server.url());

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void everythingWorks() {
        server.data("/api/v1/status/buildinfo", "{\"version\":\"0.1.0\"}");
        server.data("/api/v1/query", "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"2\"]}]}");
        server.on(
                "/api/v1/agents",
                200,
                "{\"agents\":[{\"id\":\"a\",\"lagSeconds\":4.2},{\"id\":\"b\",\"lagSeconds\":1}]}");
        server.data("/api/v1/rules", "{\"groups\":[{\"rules\":[{\"lastEvaluation\":\"2026-01-01T11:59:59Z\"}]}]}");
        server.on("/api/v2/silences", 200, "{\"silenceID\":\"s1\"}");
        server.on("/api/v2/alerts", 200, "[{\"labels\":{\"check_id\":\"" + ID + "\"}}]");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void everyHopIsNamedWhereAllWork() {
        // when
        Run.Result result = run.command("check", "pipeline", "--agents", "2");

        // then
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines())
                .hasSize(6)
                .anyMatch(line -> line.startsWith("ok   agent → gateway → log → query")
                        && line.endsWith("2 of at least 2 agents have samples of the last 1m"))
                .anyMatch(line -> line.endsWith("samples of 2 of at least 2 agents are stored, at most 4.2s old"))
                .last()
                .isEqualTo("every hop works");
    }

    @Test
    void theTestAlertIsSilencedBeforeItIsSentAndEndsAfterwards() {
        // when
        run.command("check", "pipeline");

        // then
        assertThat(server.requests().stream()
                        .filter(request -> request.contains("check_id"))
                        .toList())
                .hasSize(4)
                .satisfies(requests -> {
                    assertThat(requests.get(0)).startsWith("/api/v2/silences ").contains("2026-01-01T12:05:00Z");
                    assertThat(requests.get(1)).startsWith("/api/v2/alerts ").contains("2026-01-01T12:05:00Z");
                    assertThat(requests.get(2)).isEqualTo("/api/v2/alerts filter=check_id=\"" + ID + "\"");
                    assertThat(requests.get(3)).startsWith("/api/v2/alerts ").contains("2026-01-01T12:00:00Z");
                });
    }

    @Test
    void theHopThatFailsIsNamedWithWhereToLook() {
        // given
        server.on("/api/v1/agents", 200, "{\"agents\":[{\"id\":\"a\",\"lagSeconds\":400}]}");

        // when
        Run.Result result = run.pauses(500, () -> {}).command("check", "pipeline", "--timeout", "10s");

        // then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("FAIL log → writer → storage").doesNotContain("rules → alert engine");
        assertThat(result.err())
                .contains("log → writer → storage does not work: samples of 0 of at least 1 agents are stored")
                .contains("Look at the log of the writer");
    }

    @Test
    void aHopThatWorksLaterIsWaitedFor() {
        // given
        server.data("/api/v1/query", "{\"resultType\":\"vector\",\"result\":[]}");

        // when
        Run.Result result = run.pauses(
                        3,
                        () -> server.data(
                                "/api/v1/query",
                                "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"1\"]}]}"))
                .command("check", "pipeline");

        // then
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void readsAndChangesHaveTheirTokens() throws IOException {
        // given
        Path read = Files.writeString(folder.resolve("read"), "looking\n");
        Path change = Files.writeString(folder.resolve("change"), "doing\n");

        // when
        run.variable("BELLWETHER_READ_TOKEN_FILE", read.toString())
                .command("check", "pipeline", "--token-file", change.toString());

        // then
        assertThat(server.tokens())
                .contains(
                        "/api/v1/query Bearer looking",
                        "/api/v1/agents Bearer looking",
                        "/api/v2/silences Bearer doing",
                        "/api/v2/alerts Bearer looking",
                        "/api/v2/alerts Bearer doing")
                .doesNotContain("/api/v2/silences Bearer looking");
    }

    @Test
    void anAuthorityThatIsNotThereIsNamed() {
        assertThat(run.command("check", "pipeline", "--ca-file", "/nowhere/ca.crt")
                        .err())
                .contains("--ca-file: cannot read /nowhere/ca.crt");
    }
}
