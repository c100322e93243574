package dev.bellwether.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What Grafana's Prometheus data source and promtool ask. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ClientsTest {
    private ApiFixture api;

    @BeforeAll
    void start() {
        api = new ApiFixture().withSamples();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void grafanaFindsTheDataSourceHealthy() {
        assertThat(succeeds(api.post("/api/v1/query", "query", "1+1", "time", "1767226200")))
                .contains("\"result\":[1767226200,\"2\"]");
        assertThat(succeeds(api.get("/api/v1/status/buildinfo"))).contains("\"version\":");
    }

    @Test
    void grafanaBrowsesMetricsAndLabels() {
        assertThat(succeeds(api.get("/api/v1/metadata", "limit", "40000"))).contains("\"up\"");
        assertThat(succeeds(api.get("/api/v1/label/__name__/values", "start", "1767225600", "end", "1767226200")))
                .contains("\"requests_total\",\"up\"");
        assertThat(succeeds(api.post(
                        "/api/v1/labels", "start", "1767225600", "end", "1767226200", "match[]", "{__name__=\"up\"}")))
                .contains("\"job\"");
        assertThat(succeeds(api.get("/api/v1/series", "match[]", "up{}", "start", "1767225600", "end", "1767226200")))
                .contains("a:1");
        assertThat(succeeds(api.get("/api/v1/rules", "limit_alerts", "16"))).contains("\"groups\":[]");
    }

    @Test
    void grafanaDrawsAPanel() {
        assertThat(succeeds(api.post(
                        "/api/v1/query_range",
                        "query",
                        "sum by(job) (rate(requests_total[1m0s]))",
                        "start",
                        "1767225900.000",
                        "end",
                        "1767226200.000",
                        "step",
                        "7.5")))
                .contains("\"metric\":{\"job\":\"node\"},\"values\":[[1767225900,\"2.")
                .contains("[1767225907.500,");
        assertThat(succeeds(api.post(
                        "/api/v1/query_exemplars",
                        "query",
                        "rate(requests_total[1m])",
                        "start",
                        "1767225900.000",
                        "end",
                        "1767226200.000")))
                .contains("\"data\":[]");
    }

    private static String succeeds(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"status\":\"success\"");
        return answer.body();
    }

    @Test
    void promtoolQueries() throws Exception {
        String promtool = System.getenv("PROMTOOL");
        assumeTrue(promtool != null, "PROMTOOL names no promtool; set it to its path to run this test");

        assertThat(run(promtool, "query", "instant", "--time=1767226200", api.address(), "up"))
                .contains("up{instance=\"a:1\", job=\"node\"} => 1 @[1767226200]");
        assertThat(run(
                        promtool,
                        "query",
                        "range",
                        "--start=1767226140",
                        "--end=1767226200",
                        "--step=30s",
                        api.address(),
                        "requests_total"))
                .contains("1350 @[1767226140]")
                .contains("1500 @[1767226200]");
        assertThat(run(
                        promtool,
                        "query",
                        "series",
                        "--match=up",
                        "--start=1767225600",
                        "--end=1767226200",
                        api.address()))
                .contains("a:1");
        assertThat(run(promtool, "query", "labels", "--start=1767225600", "--end=1767226200", api.address(), "job"))
                .contains("node");
        assertThat(run(promtool, "check", "healthy", "--url=" + api.address())).contains("SUCCESS");
        assertThat(run(promtool, "check", "ready", "--url=" + api.address())).contains("SUCCESS");
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
