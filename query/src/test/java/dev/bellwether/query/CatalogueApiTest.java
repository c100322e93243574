package dev.bellwether.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueApiTest {
    private ApiFixture api;

    @BeforeAll
    void start() {
        api = new ApiFixture(QueryConfig.DEFAULT, new FixedRules()).withSamples();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void seriesAreLabelSets() {
        assertThat(api.body("/api/v1/series", "match[]", "up", "match[]", "{__name__=~\"up\",instance=\"b:1\"}"))
                .isEqualTo("{\"status\":\"success\",\"data\":[{\"__name__\":\"up\",\"instance\":\"a:1\","
                        + "\"job\":\"node\"},{\"__name__\":\"up\",\"instance\":\"b:1\",\"job\":\"node\"}]}");
    }

    @Test
    void seriesOutsideTheRangeAreNotListed() {
        assertThat(api.post("/api/v1/series", "match[]", "up", "start", "1", "end", "2")
                        .body())
                .isEqualTo("{\"status\":\"success\",\"data\":[]}");
    }

    @Test
    void seriesNeedASelector() {
        HttpResponse<String> answer = api.get("/api/v1/series");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":"
                        + "\"no match[] parameter provided\"}");
        assertThat(api.get("/api/v1/series", "match[]", "{a=\"\"}").body())
                .isEqualTo("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"invalid parameter"
                        + " \\\"match[]\\\": match[] must contain at least one non-empty matcher\"}");
    }

    @Test
    void labelNamesAreSorted() {
        assertThat(api.body("/api/v1/labels"))
                .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"code\",\"instance\",\"job\"]}");
        assertThat(api.post("/api/v1/labels", "match[]", "up").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"instance\",\"job\"]}");
    }

    @Test
    void aLimitCutsListsAndWarns() {
        assertThat(api.body("/api/v1/labels", "limit", "2"))
                .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"code\"],"
                        + "\"warnings\":[\"results truncated due to limit\"]}");
        assertThat(api.body("/api/v1/labels", "limit", "4")).doesNotContain("warnings");
        assertThat(api.body("/api/v1/series", "match[]", "up", "limit", "1"))
                .contains("a:1")
                .doesNotContain("b:1")
                .contains("results truncated due to limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"__name__", "U______name____"})
    void valuesOfALabelAreSorted(String name) {
        assertThat(api.body("/api/v1/label/" + name + "/values"))
                .isEqualTo("{\"status\":\"success\",\"data\":[\"requests_total\",\"up\"]}");
    }

    @Test
    void metadataIsByMetric() {
        assertThat(api.body("/api/v1/metadata"))
                .isEqualTo("{\"status\":\"success\",\"data\":{\"requests_total\":[{\"type\":\"counter\",\"unit\":\"\","
                        + "\"help\":\"Requests.\"}],\"up\":[{\"type\":\"gauge\",\"unit\":\"\","
                        + "\"help\":\"Whether it is up.\"}]}}");
        assertThat(api.body("/api/v1/metadata", "metric", "up")).doesNotContain("requests_total");
        assertThat(api.body("/api/v1/metadata", "limit", "1")).doesNotContain("Whether");
        assertThat(api.get("/api/v1/metadata", "limit", "x").body()).contains("limit must be a number");
    }

    @Test
    void agentsAreTargets() {
        assertThat(api.body("/api/v1/targets"))
                .startsWith("{\"status\":\"success\",\"data\":{\"activeTargets\":[{\"discoveredLabels\":"
                        + "{\"__address__\":\"a:1\",\"instance\":\"a:1\",\"job\":\"node\"},\"labels\":"
                        + "{\"instance\":\"a:1\",\"job\":\"node\"},\"scrapePool\":\"node\"")
                .contains("\"health\":\"up\"")
                .contains("\"lastError\":\"no batch for 3599s\"")
                .contains("\"health\":\"down\"")
                .endsWith("],\"droppedTargets\":[],\"droppedTargetCounts\":{}}}");
        assertThat(api.body("/api/v1/targets", "state", "dropped")).contains("\"activeTargets\":[]");
    }

    @Test
    void rulesStandInGroups() {
        assertThat(api.body("/api/v1/rules"))
                .isEqualTo("{\"status\":\"success\",\"data\":{\"groups\":[{\"name\":\"first\",\"file\":\"rules.yaml\","
                        + "\"rules\":[{\"state\":\"firing\",\"name\":\"Down\",\"query\":\"up == 0\",\"duration\":300,"
                        + "\"keepFiringFor\":0,\"labels\":{\"severity\":\"page\"},\"annotations\":{\"summary\":"
                        + "\"{{ $labels.instance }} is down\"},\"alerts\":[{\"labels\":{\"alertname\":\"Down\","
                        + "\"instance\":\"b:1\",\"severity\":\"page\"},\"annotations\":{\"summary\":\"b:1 is down\"},"
                        + "\"state\":\"firing\",\"activeAt\":\"2026-01-01T00:05:00Z\",\"value\":\"0e+00\"}],"
                        + "\"health\":\"ok\",\"evaluationTime\":0.005,\"lastEvaluation\":\"2026-01-01T00:09:59Z\","
                        + "\"type\":\"alerting\"},{\"name\":\"job:up:sum\",\"query\":\"sum by (job) (up)\","
                        + "\"labels\":{},\"health\":\"ok\",\"evaluationTime\":0.005,"
                        + "\"lastEvaluation\":\"2026-01-01T00:09:59Z\",\"type\":\"recording\"}],\"interval\":30,"
                        + "\"limit\":0,\"evaluationTime\":0.006,\"lastEvaluation\":\"2026-01-01T00:09:59Z\"},"
                        + "{\"name\":\"second\",\"file\":\"other.yaml\",\"rules\":[{\"state\":\"unknown\","
                        + "\"name\":\"Broken\",\"query\":\"up > bool\",\"duration\":0,\"keepFiringFor\":0,"
                        + "\"labels\":{},\"annotations\":{},\"alerts\":[],\"health\":\"err\","
                        + "\"lastError\":\"it does not work\",\"evaluationTime\":0,"
                        + "\"lastEvaluation\":\"0001-01-01T00:00:00Z\",\"type\":\"alerting\"}],\"interval\":60,"
                        + "\"limit\":0,\"evaluationTime\":0,\"lastEvaluation\":\"0001-01-01T00:00:00Z\"}]}}");
    }

    @ParameterizedTest
    @CsvSource({
        "type, record, job:up:sum, Down",
        "type, alert, Down, job:up:sum",
        "rule_name[], Broken, second, first",
        "rule_group[], first, Down, Broken",
        "file[], other.yaml, Broken, Down",
        "'match[]', '{severity=\"page\"}', Down, Broken",
        "exclude_alerts, true, '\"alerts\":null', activeAt",
    })
    void rulesAreFiltered(String parameter, String value, String shown, String hidden) {
        assertThat(api.body("/api/v1/rules", parameter, value)).contains(shown).doesNotContain(hidden);
    }

    @Test
    void groupsComeInPages() {
        String first = api.body("/api/v1/rules", "group_limit", "1");
        assertThat(first).contains("\"first\"").doesNotContain("\"second\"").contains("groupNextToken");
        String token = first.replaceAll(".*\"groupNextToken\":\"([0-9a-f]+)\".*", "$1");

        assertThat(api.body("/api/v1/rules", "group_limit", "1", "group_next_token", token))
                .contains("\"second\"")
                .doesNotContain("groupNextToken");
        assertThat(api.get("/api/v1/rules", "group_limit", "1", "group_next_token", "x")
                        .statusCode())
                .isEqualTo(400);
        assertThat(api.get("/api/v1/rules", "type", "other").body())
                .contains("invalid parameter \\\"type\\\": not supported value \\\"other\\\"");
    }

    @Test
    void alertsAreListed() {
        assertThat(api.body("/api/v1/alerts"))
                .isEqualTo("{\"status\":\"success\",\"data\":{\"alerts\":[{\"labels\":{\"alertname\":\"Down\","
                        + "\"instance\":\"b:1\",\"severity\":\"page\"},\"annotations\":{\"summary\":\"b:1 is down\"},"
                        + "\"state\":\"firing\",\"activeAt\":\"2026-01-01T00:05:00Z\",\"value\":\"0e+00\"}]}}");
    }

    @Test
    void alertmanagersAreListed() {
        assertThat(api.body("/api/v1/alertmanagers"))
                .isEqualTo("{\"status\":\"success\",\"data\":{\"activeAlertmanagers\":[{\"url\":"
                        + "\"http://alertmanager:9093/api/v2/alerts\"}],\"droppedAlertmanagers\":[]}}");
    }

    @Test
    void anExpressionIsATree() {
        assertThat(api.body("/api/v1/parse_query", "query", "rate(up{job=\"a\"}[5m] offset 1m) > 1"))
                .isEqualTo("{\"status\":\"success\",\"data\":{\"type\":\"binaryExpr\",\"op\":\">\",\"lhs\":"
                        + "{\"type\":\"call\",\"func\":{\"name\":\"rate\",\"argTypes\":[\"matrix\"],\"variadic\":0,"
                        + "\"returnType\":\"vector\"},\"args\":[{\"type\":\"matrixSelector\",\"name\":\"up\","
                        + "\"matchers\":[{\"name\":\"job\",\"value\":\"a\",\"type\":\"=\"},{\"name\":\"__name__\","
                        + "\"value\":\"up\",\"type\":\"=\"}],\"offset\":60000,\"offsetExpr\":null,\"timestamp\":null,"
                        + "\"startOrEnd\":null,\"anchored\":false,\"smoothed\":false,\"range\":300000,"
                        + "\"rangeExpr\":null}]},\"rhs\":{\"type\":\"numberLiteral\",\"val\":\"1\"},"
                        + "\"matching\":null,\"bool\":false}}");
    }

    @Test
    void theBuildIsOfAVersionThatClientsKnow() {
        assertThat(api.body("/api/v1/status/buildinfo"))
                .startsWith("{\"status\":\"success\",\"data\":{\"version\":\"3.")
                .contains("\"revision\":\"bellwether-");
    }

    @Test
    void theSettingsAreShownAsFlags() {
        assertThat(api.body("/api/v1/status/flags"))
                .contains("\"query.lookback-delta\":\"300s\"")
                .contains("\"query.max-concurrency\":\"20\"");
        assertThat(api.body("/api/v1/status/config")).contains("{\"yaml\":\"# Bellwether");
        assertThat(api.body("/api/v1/status/runtimeinfo")).contains("\"startTime\":\"2026-01-01T00:10:00Z\"");
    }

    @Test
    void seriesAreCounted() {
        assertThat(api.body("/api/v1/status/tsdb", "limit", "1"))
                .contains("\"headStats\":{\"numSeries\":3,")
                .contains("\"seriesCountByMetricName\":[{\"name\":\"up\",\"value\":2}]")
                .contains("\"labelValueCountByLabelName\":[{\"name\":\"__name__\",\"value\":2}]")
                .contains("\"seriesCountByLabelValuePair\":[{\"name\":\"job=node\",\"value\":3}]");
        assertThat(api.get("/api/v1/status/tsdb", "limit", "0").statusCode()).isEqualTo(400);
    }

    @Test
    void federationShowsTheNewestSamples() {
        assertThat(api.body("/federate", "match[]", "{job=\"node\"}")).isEqualTo("""
                        # TYPE requests_total untyped
                        requests_total{code="200",instance="a:1",job="node"} 1500 1767226200000
                        # TYPE up untyped
                        up{instance="a:1",job="node"} 1 1767226200000
                        up{instance="b:1",job="node"} 0 1767226200000
                        """);
    }
}
