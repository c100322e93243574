package dev.bellwether.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Debian's own Prometheus reads from us. */
class RemoteReadTest {
    private static final long MINUTE = 60_000;

    @Test
    void aPrometheusThatReadsFromUsShowsOurSamples() throws Exception {
        Optional<Path> root = PrometheusProgram.root();
        assumeTrue(root.isPresent(), "no Prometheus: make a root with system-tests/bin/trixie-root");
        Path directory = Folders.temporary("reader");
        try (StandaloneProcess bellwether = StandaloneProcess.create("remote-read")) {
            // given
            bellwether.startAndAwaitReady();
            long end = System.currentTimeMillis() / MINUTE * MINUTE;
            ComparedSamples samples = new ComparedSamples(end);
            samples.send("http://127.0.0.1:" + bellwether.httpPort() + "/api/v1/write");
            bellwether.await(
                    "the samples can be read",
                    () -> at(bellwether.api(), end, "shop_open").size() == 2);

            // when
            try (PrometheusProgram prometheus =
                    PrometheusProgram.start(root.orElseThrow(), configuration(bellwether.apiPort()), directory)) {
                Waiting.until("Prometheus is ready", () -> prometheus.api().status("/-/ready") == 200);

                // then
                for (String query : new String[] {
                    "sort(shop_memory_bytes)",
                    "sum by (code) (rate(shop_requests_total{code=~\"2..|5..\",instance!~\"a.*\"}[5m]))",
                    "shop_open{town!=\"Köln\"}",
                    "count_over_time(shop_gaps[20m])"
                }) {
                    JsonNode theirs = at(prometheus.api(), end - 2 * MINUTE, query);
                    assertThat(theirs.size()).as(query).isPositive();
                    assertThat(theirs).as(query).isEqualTo(at(bellwether.api(), end - 2 * MINUTE, query));
                }
                assertThat(prometheus.api().query("up{job=\"node\"}").size())
                        .as("this machine's agent, by way of Prometheus")
                        .isEqualTo(bellwether.api().query("up{job=\"node\"}").size());
            }
        } finally {
            Folders.delete(directory);
        }
    }

    private static JsonNode at(Api api, long timeMillis, String query) throws Exception {
        return api.answer("/api/v1/query", "query", query, "time", String.valueOf(timeMillis / 1_000))
                .path("data")
                .path("result");
    }

    private static String configuration(int apiPort) {
        return """
                remote_read:
                  - url: http://127.0.0.1:%d/api/v1/read
                    read_recent: true
                """.formatted(apiPort);
    }
}
