package dev.bellwether.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers are those of Prometheus 3, byte for byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryApiTest {
    private static final String QUERY = "/api/v1/query";
    private static final String RANGE = "/api/v1/query_range";

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
    void anInstantQueryAnswersAVector() {
        assertThat(api.body(QUERY, "query", "up", "time", "1767226200.5"))
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                        + "{\"metric\":{\"__name__\":\"up\",\"instance\":\"a:1\",\"job\":\"node\"},"
                        + "\"value\":[1767226200.500,\"1\"]},"
                        + "{\"metric\":{\"__name__\":\"up\",\"instance\":\"b:1\",\"job\":\"node\"},"
                        + "\"value\":[1767226200.500,\"0\"]}]}}");
    }

    @Test
    void theTimeIsNowUnlessToldOtherwise() {
        assertThat(api.body(QUERY, "query", "time()"))
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\","
                        + "\"result\":[1767226200,\"1767226200\"]}}");
    }

    @Test
    void aTextIsAString() {
        assertThat(api.body(QUERY, "query", "\"a\\\"b\""))
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"string\","
                        + "\"result\":[1767226200,\"a\\\"b\"]}}");
    }

    @Test
    void aRangeSelectorAnswersAMatrix() {
        assertThat(api.body(QUERY, "query", "requests_total[30s]"))
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                        + "{\"metric\":{\"__name__\":\"requests_total\",\"code\":\"200\",\"instance\":\"a:1\","
                        + "\"job\":\"node\"},\"values\":[[1767226185,\"1462.5\"],[1767226200,\"1500\"]]}]}}");
    }

    @Test
    void aRangeQueryAnswersAMatrix() {
        assertThat(api.body(
                        RANGE,
                        "query",
                        "sum(requests_total) by (code)",
                        "start",
                        "2026-01-01T00:09:00Z",
                        "end",
                        "1767226200",
                        "step",
                        "30s"))
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                        + "{\"metric\":{\"code\":\"200\"},\"values\":[[1767226140,\"1350\"],"
                        + "[1767226170,\"1425\"],[1767226200,\"1500\"]]}]}}");
    }

    @Test
    void anEmptyResultIsAnEmptyList() {
        assertThat(api.body(QUERY, "query", "nothing"))
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
    }

    @Test
    void aFormPostIsTheSameAsAGet() {
        HttpResponse<String> answer = api.post(QUERY, "query", "1+1", "time", "4");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[4,\"2\"]}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1+0.2 | 0.30000000000000004",
                "1/0 | +Inf",
                "-1/0 | -Inf",
                "0/0 | NaN",
                "1e-7 | 1e-07",
                "1e21 | 1e+21",
                "123456789012345678 | 123456789012345680",
                "-0 | -0",
                "1.5e-6 | 0.0000015",
                "12345.678e3 | 12345678"
            })
    void numbersAreWrittenAsGoWritesThem(String expression, String number) {
        assertThat(api.body(QUERY, "query", expression, "time", "0")).contains("[0,\"" + number + "\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time | x | invalid parameter \"time\": invalid time value for 'time': cannot parse \"x\" to a valid timestamp",
                "timeout | soon | invalid parameter \"timeout\": cannot parse \"soon\" to a valid duration",
                "limit | -1 | invalid parameter \"limit\": limit must be non-negative",
                "limit | a | invalid parameter \"limit\": strconv.Atoi: parsing \"a\": invalid syntax",
                "lookback_delta | z | error parsing lookback delta duration: cannot parse \"z\" to a valid duration",
            })
    void aBrokenParameterIsBadData(String name, String value, String message) {
        HttpResponse<String> answer = api.get(QUERY, "query", "up", name, value);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\""
                        + message.replace("\"", "\\\"") + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1 | 2 | 15 | invalid parameter \"query\"",
                "up | '' | 2 | 15 | invalid parameter \"start\": cannot parse \"\" to a valid timestamp",
                "up | 1 | no | 15 | invalid parameter \"end\": cannot parse \"no\" to a valid timestamp",
                "up | 2 | 1 | 15 | invalid parameter \"end\": end timestamp must not be before start time",
                "up | 1 | 2 | 0 | invalid parameter \"step\": zero or negative query resolution step widths are not accepted."
                        + " Try a positive integer",
                "up | 1 | 2 | '' | invalid parameter \"step\": cannot parse \"\" to a valid duration",
                "up | 1 | 99999 | 1 | exceeded maximum resolution of 11,000 points per timeseries."
                        + " Try decreasing the query resolution (?step=XX)",
            })
    void aBrokenRangeIsBadData(String query, String start, String end, String step, String message) {
        HttpResponse<String> answer = api.get(RANGE, "query", query, "start", start, "end", end, "step", step);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\""
                        + message.replace("\"", "\\\""));
    }

    @Test
    void aSyntaxErrorNamesThePlace() {
        assertThat(api.get(QUERY, "query", "up{").body())
                .startsWith("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"invalid parameter"
                        + " \\\"query\\\": 1:4: parse error: ");
    }

    @Test
    void anExecutionErrorIsUnprocessable() {
        HttpResponse<String> answer = api.get(QUERY, "query", "up + on(job) up");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .startsWith("{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"found duplicate series");
    }

    @Test
    void aLimitTruncatesAndWarns() {
        assertThat(api.body(QUERY, "query", "up", "limit", "1"))
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                        + "{\"metric\":{\"__name__\":\"up\",\"instance\":\"a:1\",\"job\":\"node\"},"
                        + "\"value\":[1767226200,\"1\"]}]},\"warnings\":[\"results truncated due to limit\"]}");
    }

    @Test
    void infosCarryPositions() {
        assertThat(api.body(QUERY, "query", "rate(up[1m])"))
                .endsWith(",\"infos\":[\"PromQL info: metric might not be a counter, name does not end in"
                        + " _total/_sum/_count/_bucket: \\\"up\\\" (1:6)\"]}");
    }

    @Test
    void aLookbackOfItsOwnHolds() {
        assertThat(api.body(QUERY, "query", "up", "time", "1767226260", "lookback_delta", "30s"))
                .contains("\"result\":[]");
        assertThat(api.body(QUERY, "query", "up", "time", "1767226260", "lookback_delta", "2m"))
                .contains("\"a:1\"");
    }

    @Test
    void statisticsStandInTheAnswerWhereAskedFor() {
        assertThat(api.body(QUERY, "query", "up", "stats", "all"))
                .contains("\"stats\":{\"timings\":{\"evalTotalTime\":")
                .contains("\"samples\":{\"totalQueryableSamplesPerStep\":[[")
                .contains(",2]],\"totalQueryableSamples\":2,\"peakSamples\":");
        assertThat(api.body(QUERY, "query", "up", "stats", "true"))
                .contains("\"samples\":{\"totalQueryableSamples\":2,\"peakSamples\":");
        assertThat(api.body(QUERY, "query", "up")).doesNotContain("stats");
    }

    @Test
    void anExplanationStandsInTheAnswerWhereAskedFor() {
        assertThat(api.body(QUERY, "query", "sum(up) > 2 - 1", "explain", "true"))
                .contains("\"explain\":{\"node\":\"operator\",\"detail\":\"sum(up) > 1\",\"position\":{\"start\":0,")
                .contains("\"children\":[{\"node\":\"aggregation\",\"detail\":\"sum(up)\"");
        assertThat(api.body(
                        "/api/v1/query_range",
                        "query",
                        "up",
                        "start",
                        "1767226200",
                        "end",
                        "1767226260",
                        "step",
                        "15",
                        "explain",
                        "true"))
                .contains("\"explain\":{\"node\":\"selector\",\"detail\":\"up\"");
        assertThat(api.body(QUERY, "query", "up")).doesNotContain("explain");
        assertThat(api.body(QUERY, "query", "up", "explain", "perhaps"))
                .contains("invalid parameter \\\"explain\\\": \\\"perhaps\\\" is neither true nor false");
    }

    @Test
    void csvIsAnsweredWhereItIsAccepted() {
        HttpResponse<String> answer =
                api.send(HttpRequest.newBuilder(api.uri(QUERY, "query", "up")).header("Accept", "text/csv"));

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8; header=present");
        assertThat(answer.body()).isEqualTo("""
                        __name__,instance,job,time,value\r
                        up,a:1,node,2026-01-01T00:10:00Z,1\r
                        up,b:1,node,2026-01-01T00:10:00Z,0\r
                        """);
    }

    @Test
    void exemplarsAreAnEmptyList() {
        assertThat(api.post("/api/v1/query_exemplars", "query", "up", "start", "1", "end", "2")
                        .body())
                .isEqualTo("{\"status\":\"success\",\"data\":[]}");
    }

    @Test
    void aQueryIsPrintedWell() {
        assertThat(api.body("/api/v1/format_query", "query", "sum  by(job)(up)/2"))
                .isEqualTo("{\"status\":\"success\",\"data\":\"sum by (job) (up) / 2\"}");
    }

    @Test
    void bracesStandUnencodedInTheAddress() throws Exception {
        assertThat(RawHttp.get(api.address(), "/api/v1/query?query=up{instance=\"a:1\"}&time=1767226200"))
                .startsWith("HTTP/1.1 200")
                .contains("[1767226200,\"1\"]");
    }
}
