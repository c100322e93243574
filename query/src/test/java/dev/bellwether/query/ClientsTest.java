package dev.bellwether.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** The requests of Grafana's metrics browser, query builder and dashboard variables. */
    @Test
    void grafanaBuildsAQuery() {
        String[] day = {"start", "1767225600", "end", "1767226200"};
        assertThat(succeeds(api.get("/api/v1/labels", with(day, "match[]", "{job=\"node\"}", "limit", "40000"))))
                .contains("\"__name__\",\"code\",\"instance\",\"job\"");
        assertThat(succeeds(api.get(
                        "/api/v1/label/instance/values",
                        with(day, "match[]", "{__name__=\"up\",job=~\".+\"}", "limit", "1"))))
                .contains("\"data\":[\"a:1\"]")
                .contains("results truncated due to limit");
        assertThat(succeeds(api.get(
                        "/api/v1/label/__name__/values", with(day, "match[]", "{__name__=~\".*UP.*|.*up.*\"}"))))
                .contains("\"data\":[\"up\"]");
        assertThat(succeeds(api.post("/api/v1/series", with(day, "match[]", "requests_total", "limit", "40000"))))
                .contains("\"code\":\"200\"");
        assertThat(succeeds(api.get("/api/v1/metadata", "limit_per_metric", "1", "metric", "up")))
                .contains("\"type\":\"gauge\"");
    }

    /** The requests of Grafana's alert list and of its check what the data source can. */
    @Test
    void grafanaListsRulesAndAlerts() {
        assertThat(succeeds(api.get("/api/v1/rules", "type", "alert", "exclude_alerts", "true")))
                .contains("\"groups\":[]");
        assertThat(succeeds(api.get("/api/v1/rules", "type", "record", "rule_group[]", "a", "file[]", "b")))
                .contains("\"groups\":[]");
        assertThat(succeeds(api.get("/api/v1/alerts"))).contains("\"alerts\":[]");
        assertThat(succeeds(api.get("/api/v1/alertmanagers"))).contains("\"activeAlertmanagers\":[]");
        assertThat(succeeds(api.get("/api/v1/status/flags"))).contains("query.lookback-delta");
        assertThat(succeeds(api.get("/api/v1/status/runtimeinfo"))).contains("startTime");
        assertThat(api.get("/-/healthy").statusCode()).isEqualTo(200);
        assertThat(api.get("/-/ready").statusCode()).isEqualTo(200);
    }

    /** The requests of every page of Prometheus 3's web client. */
    @Test
    void theWebClientOfPrometheusFindsWhatItAsksFor() {
        assertThat(succeeds(api.get("/api/v1/notifications"))).contains("\"data\":[]");
        assertThat(api.get("/api/v1/notifications/live").statusCode()).isEqualTo(204);
        assertThat(succeeds(api.get("/api/v1/status/walreplay"))).contains("\"state\":\"done\"");
        assertThat(succeeds(api.get("/api/v1/scrape_pools"))).contains("{\"scrapePools\":[\"node\"]}");
        assertThat(succeeds(api.get("/api/v1/targets", "state", "active", "scrapePool", "node")))
                .contains("\"scrapePool\":\"node\"");
        assertThat(succeeds(api.get("/api/v1/rules", "type", "alert"))).contains("groups");
        assertThat(succeeds(api.get("/api/v1/status/tsdb", "limit", "20"))).contains("headStats");
        assertThat(succeeds(api.get("/api/v1/status/config"))).contains("yaml");
        assertThat(succeeds(api.get("/api/v1/status/flags"))).contains("web.listen-address");
        assertThat(succeeds(api.get("/api/v1/parse_query", "query", "sum by (job) (rate(requests_total[5m]))")))
                .contains("\"type\":\"aggregation\"")
                .contains("\"op\":\"sum\"");
        assertThat(succeeds(api.get("/api/v1/format_query", "query", "sum(up)by(job)")))
                .contains("\"data\":\"sum by (job) (up)\"");
        assertThat(succeeds(api.get("/api/v1/query", "query", "up", "time", "1767226200.123", "limit", "10000")))
                .contains("[1767226200.123,\"1\"]");
        assertThat(succeeds(api.get(
                        "/api/v1/query_range",
                        "query",
                        "up",
                        "start",
                        "1767225900.5",
                        "end",
                        "1767226200.5",
                        "step",
                        "14",
                        "limit",
                        "1",
                        "stats",
                        "all")))
                .contains("[1767225900.500,\"1\"]");
    }

    private static String[] with(String[] parameters, String... more) {
        List<String> all = new ArrayList<>(List.of(parameters));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void promtoolQueries() throws Exception {
        Optional<Promtool> found = Promtool.find();
        assumeTrue(found.isPresent(), "no promtool: set PROMTOOL or make a root with system-tests/bin/trixie-root");
        Promtool promtool = found.orElseThrow();

        assertThat(promtool.run("query", "instant", "--time=1767226200", api.address(), "up"))
                .contains("up{instance=\"a:1\", job=\"node\"} => 1 @[1767226200]");
        assertThat(promtool.run(
                        "query",
                        "range",
                        "--start=1767226140",
                        "--end=1767226200",
                        "--step=30s",
                        api.address(),
                        "requests_total"))
                .contains("1350 @[1767226140]")
                .contains("1500 @[1767226200]");
        assertThat(promtool.run(
                        "query", "series", "--match=up", "--start=1767225600", "--end=1767226200", api.address()))
                .contains("a:1");
        assertThat(promtool.run("query", "labels", "--start=1767225600", "--end=1767226200", api.address(), "job"))
                .contains("node");
        assertThat(promtool.run("check", "healthy", "--url=" + api.address())).contains("SUCCESS");
        assertThat(promtool.run("check", "ready", "--url=" + api.address())).contains("SUCCESS");
    }
}
