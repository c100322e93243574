package dev.bellwether.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.promql.evaluation.QueryOptions;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ServerTest {
    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/health", "/readyz", "/ready", "/-/healthy", "/-/ready"})
    void aServerThatRunsIsHealthyAndReady(String path) {
        try (ApiFixture api = new ApiFixture()) {
            assertThat(api.get(path).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatIsMissingIsSaid() {
        try (ApiFixture api =
                new ApiFixture(QueryConfig.DEFAULT, RuleDirectory.EMPTY, () -> List.of("the database is away"))) {
            HttpResponse<String> answer = api.get("/readyz");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"status\":\"not ready\",\"missing\":[\"the database is away\"]}");
            assertThat(api.get("/-/ready").statusCode()).isEqualTo(503);
            assertThat(api.get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void twoServersRunInOneProcess() {
        try (ApiFixture one = new ApiFixture();
                ApiFixture other = new ApiFixture().withSamples()) {
            assertThat(one.body("/api/v1/query", "query", "up")).contains("\"result\":[]");
            assertThat(other.body("/api/v1/query", "query", "up")).contains("a:1");
        }
    }

    @Test
    void metricsShowRequestsByRoute() {
        try (ApiFixture api = new ApiFixture()) {
            api.get("/api/v1/query", "query", "1");

            assertThat(api.body("/metrics"))
                    .contains("bellwether_query_requests_seconds_count{route=\"/api/v1/query\",status=\"200\"} 1");
            HttpResponse<String> open = api.send(HttpRequest.newBuilder(api.uri("/metrics"))
                    .header("Accept", "application/openmetrics-text; version=1.0.0"));
            assertThat(open.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/openmetrics-text");
            assertThat(open.body()).endsWith("# EOF\n");
        }
    }

    @Test
    void unknownPathsAreProblems() {
        try (ApiFixture api = new ApiFixture()) {
            HttpResponse<String> answer = api.get("/nowhere");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).contains("\"status\":404").contains("\"instance\":\"/nowhere\"");
            assertThat(api.post("/api/v1/alerts").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void longAnswersStreamAndAreCompressed() throws Exception {
        try (ApiFixture api = new ApiFixture()) {
            for (int i = 0; i < 20_000; i++) {
                api.series.add(Labels.of("__name__", "wide", "number", "n" + i), ApiFixture.NOW, i);
            }
            String plain = api.body("/api/v1/query", "query", "wide");
            assertThat(plain).hasSizeGreaterThan(1_100_000).endsWith("]}}");

            HttpResponse<byte[]> gzip = compressed(api, "gzip");
            assertThat(gzip.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(new String(
                            new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes(),
                            StandardCharsets.UTF_8))
                    .isEqualTo(plain);
            HttpResponse<byte[]> zstd = compressed(api, "gzip, zstd");
            assertThat(zstd.headers().firstValue("Content-Encoding")).contains("zstd");
            assertThat(new String(Zstd.decompress(zstd.body(), plain.length()), StandardCharsets.UTF_8))
                    .isEqualTo(plain);
            assertThat(compressed(api, "gzip;q=0").headers().firstValue("Content-Encoding"))
                    .isEmpty();
        }
    }

    private static HttpResponse<byte[]> compressed(ApiFixture api, String encodings) {
        return api.send(
                HttpRequest.newBuilder(api.uri("/api/v1/query", "query", "wide"))
                        .header("Accept-Encoding", encodings),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void otherOriginsReadOnlyWhereTheyMay() {
        QueryConfig config = QueryConfig.DEFAULT.withCorsOrigins(List.of("https://grafana.example"));
        try (ApiFixture api = new ApiFixture(config, RuleDirectory.EMPTY)) {
            assertThat(allowedOrigin(api, "https://grafana.example")).isEqualTo("https://grafana.example");
            assertThat(allowedOrigin(api, "https://evil.example")).isEmpty();
        }
        try (ApiFixture api = new ApiFixture()) {
            assertThat(allowedOrigin(api, "https://grafana.example")).isEmpty();
        }
        try (ApiFixture api = new ApiFixture(QueryConfig.DEFAULT.withCorsOrigins(List.of("*")), RuleDirectory.EMPTY)) {
            assertThat(allowedOrigin(api, "https://any.example")).isNotEmpty();
        }
    }

    private static String allowedOrigin(ApiFixture api, String origin) {
        String answer;
        try {
            answer = RawHttp.get(api.address(), "/api/v1/labels", "Origin: " + origin);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        return answer.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-allow-origin:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    @Test
    void enforcedMatchersHoldEverywhere() {
        QueryConfig config = QueryConfig.DEFAULT.withEnforcedMatchers(List.of(Matcher.equal("instance", "b:1")));
        try (ApiFixture api = new ApiFixture(config, new FixedRules()).withSamples()) {
            for (String body : List.of(
                    api.body("/api/v1/query", "query", "{instance=\"a:1\"} or up"),
                    api.body("/api/v1/series", "match[]", "up"),
                    api.body("/api/v1/label/instance/values"),
                    api.body("/api/v1/agents"),
                    api.body("/api/v1/targets"),
                    api.body("/api/v1/range", "metric", "up"),
                    api.body("/federate", "match[]", "up"))) {
                assertThat(body).contains("b:1").doesNotContain("a:1");
            }
            assertThat(api.body("/api/v1/metadata")).contains("up").doesNotContain("requests_total");
            assertThat(api.body("/api/v1/alerts")).contains("b:1");
            assertThat(api.body("/api/v1/rules")).contains("\"groups\":[]");
        }
    }

    @Test
    void tooManySamplesFailTheQueryAndNameTheLimit() {
        QueryConfig config = QueryConfig.DEFAULT.withQuery(QueryOptions.DEFAULT.withMaxSamples(10));
        try (ApiFixture api = new ApiFixture(config, RuleDirectory.EMPTY).withSamples()) {
            HttpResponse<String> answer = api.get("/api/v1/query", "query", "requests_total[10m]");

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("\"errorType\":\"execution\"").contains("maxSamples");
        }
    }

    @Test
    void aTimeoutEndsTheQuery() {
        BlockedReader reader = new BlockedReader();
        try (ApiFixture api = new ApiFixture(QueryConfig.DEFAULT, reader)) {
            HttpResponse<String> answer = api.get("/api/v1/query", "query", "up", "timeout", "0");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"errorType\":\"timeout\"");
        }
    }

    @Test
    void aDroppedConnectionInterruptsItsQuery() throws Exception {
        BlockedReader reader = new BlockedReader();
        try (ApiFixture api = new ApiFixture(QueryConfig.DEFAULT, reader)) {
            try (Socket socket = RawHttp.open(api.address())) {
                socket.getOutputStream()
                        .write("GET /api/v1/query?query=up HTTP/1.1\r\nHost: test\r\n\r\n"
                                .getBytes(StandardCharsets.UTF_8));
                assertThat(reader.begun.await(20, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(reader.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void moreRequestsThanAllowedAreRefusedButHealthAnswers() throws Exception {
        BlockedReader reader = new BlockedReader();
        try (ApiFixture api = new ApiFixture(QueryConfig.DEFAULT.withMaxRequests(1), reader);
                Socket running = RawHttp.open(api.address());
                Socket waiting = RawHttp.open(api.address())) {
            byte[] request =
                    "GET /api/v1/query?query=up HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.UTF_8);
            running.getOutputStream().write(request);
            assertThat(reader.begun.await(20, TimeUnit.SECONDS)).isTrue();
            waiting.getOutputStream().write(request);

            HttpResponse<String> answer;
            do {
                answer = api.get("/api/v1/query", "query", "up", "timeout", "1ms");
            } while (answer.statusCode() != 503);
            assertThat(answer.body()).contains("\"errorType\":\"unavailable\"").contains("maxRequests");
            assertThat(api.get("/healthz").statusCode()).isEqualTo(200);
        }
    }
}
