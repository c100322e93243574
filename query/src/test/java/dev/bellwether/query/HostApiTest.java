package dev.bellwether.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostApiTest {
    private ApiFixture api;

    @BeforeAll
    void start() {
        api = new ApiFixture().withSamples();
        HostSamples.add(api.series, "a:1");
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void agentsShowLivenessVersionAndLag() {
        assertThat(api.body("/api/v1/agents"))
                .isEqualTo("{\"agents\":[{\"id\":\"agent-a\",\"instance\":\"a:1\",\"live\":true,\"version\":\"1.2.3\","
                        + "\"newestSample\":\"2026-01-01T00:09:58Z\",\"lagSeconds\":2,"
                        + "\"receivedAt\":\"2026-01-01T00:09:58.500Z\",\"silenceSeconds\":1.5,\"incarnation\":3,"
                        + "\"labels\":{\"instance\":\"a:1\",\"job\":\"node\"}},"
                        + "{\"id\":\"agent-b\",\"instance\":\"b:1\",\"live\":false,\"version\":null,"
                        + "\"newestSample\":\"2025-12-31T23:10:00Z\",\"lagSeconds\":3600,"
                        + "\"receivedAt\":\"2025-12-31T23:10:01Z\",\"silenceSeconds\":3599,\"incarnation\":1,"
                        + "\"labels\":{\"instance\":\"b:1\",\"job\":\"node\"}}]}");
    }

    @Test
    void anAgentIsFoundByIdAndByInstance() {
        assertThat(api.body("/api/v1/agents/agent-a")).startsWith("{\"id\":\"agent-a\"");
        assertThat(api.body("/api/v1/agents/b:1")).startsWith("{\"id\":\"agent-b\"");
    }

    @Test
    void anUnknownAgentIsAProblem() {
        HttpResponse<String> answer = api.get("/api/v1/agents/nobody/summary");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not found\",\"status\":404,\"detail\":\"there is no"
                        + " agent \\\"nobody\\\", neither by its id nor by the label instance; GET /api/v1/agents lists"
                        + " them\",\"instance\":\"/api/v1/agents/nobody/summary\"}");
    }

    @Test
    void theSummaryIsOneLineAndItsNumbers() {
        assertThat(api.body("/api/v1/agents/agent-a/summary"))
                .contains("\"line\":\"a:1: CPU 25 % of 2 cores, load 0.50, memory 3.0 of 4.0 GiB (75 %),"
                        + " / 30.0 of 40.0 GiB (75 %), up 1 d 0 h\"")
                .contains("\"cores\":2,\"cpuPercent\":25,\"load1\":0.5");
    }

    @Test
    void aHostWithoutSamplesSaysSo() {
        assertThat(api.body("/api/v1/agents/agent-b/summary")).contains("b:1: silent for 59 min");
    }

    @Test
    void disksShowFileSystemsAndDevices() {
        assertThat(api.body("/api/v1/agents/agent-a/disks"))
                .isEqualTo("{\"agent\":\"agent-a\",\"instance\":\"a:1\",\"fileSystems\":[{\"mountpoint\":\"/\","
                        + "\"device\":\"/dev/vda1\",\"fstype\":\"ext4\",\"sizeBytes\":42949672960,"
                        + "\"availableBytes\":10737418240}],\"devices\":[{\"device\":\"vda\","
                        + "\"readBytesPerSecond\":4096}]}");
    }

    @Test
    void networksShowInterfaces() {
        assertThat(api.body("/api/v1/agents/agent-a/networks"))
                .contains("\"interfaces\":[{\"device\":\"eth0\",\"receivedBytesPerSecond\":100");
    }

    @Test
    void processesShowGroups() {
        assertThat(api.body("/api/v1/agents/agent-a/processes"))
                .contains("\"groups\":[{\"groupname\":\"java\",\"processes\":2,\"cpuCores\":0.5,"
                        + "\"residentBytes\":1024}]");
    }

    @Test
    void latestShowsTheNewestSampleOfEachSeriesInPages() {
        String first = api.body("/api/v1/agents/agent-a/latest", "limit", "2");
        assertThat(first)
                .contains("\"samples\":[{\"metric\":\"bellwether_agent_build_info\"")
                .doesNotContain("\"nextCursor\":null");

        String all = first;
        String page = first;
        int pages = 1;
        Matcher cursor = cursor(page);
        while (cursor.find()) {
            page = api.body("/api/v1/agents/agent-a/latest", "limit", "2", "cursor", cursor.group(1));
            all += page;
            pages++;
            cursor = cursor(page);
        }

        assertThat(pages).isGreaterThan(3);
        assertThat(count(all, "\"metric\":"))
                .isEqualTo(count(api.body("/api/v1/agents/agent-a/latest"), "\"metric\":"));
        assertThat(api.body("/api/v1/agents/agent-a/latest", "metric", "up"))
                .contains("\"samples\":[{\"metric\":\"up\",\"labels\":{\"instance\":\"a:1\",\"job\":\"node\"},"
                        + "\"time\":\"2026-01-01T00:10:00Z\",\"value\":1}],\"nextCursor\":null");
    }

    @Test
    void aRangeShowsSamplesAsTheyAre() {
        assertThat(api.body("/api/v1/range", "metric", "up", "agent", "a:1", "start", "2026-01-01T00:09:30Z"))
                .isEqualTo("{\"metric\":\"up\",\"start\":\"2026-01-01T00:09:30Z\",\"end\":\"2026-01-01T00:10:00Z\","
                        + "\"stepSeconds\":null,\"series\":[{\"labels\":{\"__name__\":\"up\",\"instance\":\"a:1\","
                        + "\"job\":\"node\"},\"samples\":[[\"2026-01-01T00:09:30Z\",1],[\"2026-01-01T00:09:45Z\",1],"
                        + "[\"2026-01-01T00:10:00Z\",1]]}],\"nextCursor\":null}");
    }

    @Test
    void aRangeShowsTheLastHourUnlessToldOtherwise() {
        assertThat(api.body("/api/v1/range", "metric", "up"))
                .contains("\"start\":\"2025-12-31T23:10:00Z\",\"end\":\"2026-01-01T00:10:00Z\"");
    }

    @Test
    void aStepTakesTheNewestSampleAtEachTime() {
        assertThat(api.body(
                        "/api/v1/range",
                        "metric",
                        "requests_total",
                        "start",
                        "1767226141",
                        "end",
                        "1767226200",
                        "step",
                        "20s"))
                .contains("\"stepSeconds\":20")
                .contains("\"samples\":[[\"2026-01-01T00:09:01Z\",1350],[\"2026-01-01T00:09:21Z\",1387.5],"
                        + "[\"2026-01-01T00:09:41Z\",1425]]");
    }

    @ParameterizedTest
    @CsvSource({"''", "30s"})
    void pagesOfARangeAreTheWhole(String step) {
        String whole = api.body("/api/v1/range", "metric", "up", "step", step);
        StringBuilder pages = new StringBuilder();
        String page = api.body("/api/v1/range", "metric", "up", "step", step, "limit", "7");
        pages.append(page);
        Matcher cursor = cursor(page);
        while (cursor.find()) {
            page = api.body("/api/v1/range", "metric", "up", "step", step, "limit", "7", "cursor", cursor.group(1));
            pages.append(page);
            cursor = cursor(page);
        }

        assertThat(samples(pages.toString())).isEqualTo(samples(whole));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metric | '' | metric is missing; a name such as node_load1 is needed",
                "start | x | start is \"x\", allowed are RFC 3339 (2026-01-31T12:00:00Z) and Unix seconds (1769860800)",
                "end | 1 | end is 1970-01-01T00:00:01Z, it must not be before start, 2026-01-01T00:00:00Z",
                "step | -1 | step is \"-1\", allowed are durations above 0 such as 15s or 5m, and seconds",
                "limit | 0 | limit is \"0\", allowed are whole numbers from 1 to 100000",
                "cursor | abc | cursor is not one that this API gave; take nextCursor of the page before, or leave it out",
            })
    void aBrokenParameterIsAProblemThatNamesIt(String name, String value, String detail) {
        HttpResponse<String> answer = name.equals("metric")
                ? api.get("/api/v1/range", "metric", value)
                : api.get("/api/v1/range", "metric", "up", name, value, "start", "1767225600");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"detail\":\"" + detail.replace("\"", "\\\"") + "\"")
                .endsWith("\"parameter\":\"" + name + "\"}");
    }

    private static Matcher cursor(String page) {
        return Pattern.compile("\"nextCursor\":\"([^\"]+)\"").matcher(page);
    }

    private static String samples(String pages) {
        StringBuilder samples = new StringBuilder();
        Matcher matcher = Pattern.compile("\\[\"20[^\\]]*\\]").matcher(pages);
        while (matcher.find()) {
            samples.append(matcher.group());
        }
        return samples.toString();
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
