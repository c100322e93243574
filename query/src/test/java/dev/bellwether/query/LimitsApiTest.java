package dev.bellwether.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.promql.evaluation.QueryOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits of queries, from the address to the error. */
@Timeout(60)
class LimitsApiTest {
    private static QueryConfig config(long maxResultSamples, int maxPoints, int maxConcurrentQueries) {
        QueryOptions usual = QueryOptions.DEFAULT;
        return QueryConfig.DEFAULT.withQuery(new QueryOptions(
                usual.maxSamples(),
                Duration.ofMinutes(1),
                usual.lookbackDelta(),
                usual.defaultSubqueryStep(),
                maxPoints,
                maxResultSamples,
                maxConcurrentQueries,
                false,
                false));
    }

    private static void begin(Socket socket, String query) throws IOException {
        socket.getOutputStream()
                .write(("GET /api/v1/query?query=" + query + " HTTP/1.1\r\nHost: test\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aResultThatIsTooLargeIsRefusedWithTheLimitsName() {
        try (ApiFixture api = new ApiFixture(config(50, 11_000, 20), RuleDirectory.EMPTY).withSamples()) {
            HttpResponse<String> range = api.get(
                    "/api/v1/query_range", "query", "up", "start", "1767225600", "end", "1767226200", "step", "15");
            HttpResponse<String> matrix = api.get("/api/v1/query", "query", "up[10m]");

            for (HttpResponse<String> answer : new HttpResponse[] {range, matrix}) {
                assertThat(answer.statusCode()).isEqualTo(422);
                assertThat(answer.body())
                        .contains("\"errorType\":\"execution\"")
                        .contains("maxResultSamples is 50");
            }
            assertThat(api.get("/api/v1/query", "query", "up").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void moreStepsThanAllowedAreRefused() {
        try (ApiFixture api = new ApiFixture(config(1_000, 10, 20), RuleDirectory.EMPTY)) {
            HttpResponse<String> answer =
                    api.get("/api/v1/query_range", "query", "up", "start", "0", "end", "110", "step", "10");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("exceeded maximum resolution of 10 points per timeseries");
        }
    }

    @Test
    void aQueryWaitsForItsTurnAndNamesTheLimitWhenItsTimeIsOver() throws Exception {
        BlockedReader reader = new BlockedReader();
        try (ApiFixture api = new ApiFixture(config(1_000, 11_000, 1), reader);
                Socket running = RawHttp.open(api.address())) {
            begin(running, "up");
            assertThat(reader.begun.await(20, TimeUnit.SECONDS)).isTrue();

            HttpResponse<String> answer = api.get("/api/v1/query", "query", "1", "timeout", "50ms");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .contains("\"errorType\":\"timeout\"")
                    .contains("query timed out in query queue (limit maxConcurrentQueries is 1)");
        }
    }

    @Test
    void theNextQueryRunsWhenTheConnectionOfTheOneBeforeDrops() throws Exception {
        BlockedReader reader = new BlockedReader();
        try (ApiFixture api = new ApiFixture(config(1_000, 11_000, 1), reader)) {
            try (Socket running = RawHttp.open(api.address())) {
                begin(running, "up");
                assertThat(reader.begun.await(20, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(api.get("/api/v1/query", "query", "1").statusCode()).isEqualTo(200);
            assertThat(reader.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aQueryWhoseReaderHangsEndsInTime() throws Exception {
        BlockedReader reader = new BlockedReader();
        try (ApiFixture api = new ApiFixture(config(1_000, 11_000, 20), reader)) {
            HttpResponse<String> answer = api.get("/api/v1/query", "query", "up", "timeout", "100ms");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .contains("\"errorType\":\"timeout\"")
                    .contains("query timed out in expression evaluation (limit timeout is 100 ms)");
            assertThat(reader.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(api.get("/api/v1/query", "query", "1").statusCode()).isEqualTo(200);
        }
    }
}
