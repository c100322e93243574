package dev.bellwether.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read where a token for reading is set up. */
class AccessTest {
    private static final String QUERY = "/api/v1/query?query=1";

    private static HttpResponse<String> get(ApiFixture api, String path, String authorization) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.address() + path));
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static QueryConfig config() {
        return QueryConfig.DEFAULT.withReadToken(() -> "reading").withChangeToken(() -> "changing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                QUERY,
                "/api/v1/alerts",
                "/api/v1/rules",
                "/api/v1/labels",
                "/api/v1/agents",
                "/api/v2/alerts",
                "/api/v2/silences",
                "/api/v1/status/config",
                "/federate?match[]=up"
            })
    void withoutTheTokenNothingIsRead(String path) throws Exception {
        try (ApiFixture api = new ApiFixture(config(), RuleDirectory.EMPTY)) {
            HttpResponse<String> response = get(api, path.replace("[]", "%5B%5D"), "");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(response.body()).contains("the token for reading");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/metrics", "/-/healthy", "/"})
    void healthAndMetricsAreOpen(String path) throws Exception {
        try (ApiFixture api = new ApiFixture(config(), RuleDirectory.EMPTY)) {
            assertThat(get(api, path, "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void eitherTokenLetsReadAndAnotherDoesNot() throws Exception {
        try (ApiFixture api = new ApiFixture(config(), RuleDirectory.EMPTY)) {
            assertThat(get(api, QUERY, "Bearer reading").statusCode()).isEqualTo(200);
            assertThat(get(api, QUERY, "bearer changing").statusCode()).isEqualTo(200);
            assertThat(get(api, QUERY, "Bearer guessing").statusCode()).isEqualTo(401);
            assertThat(get(api, QUERY, "reading").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aTokenThatIsExchangedHoldsFromThenOn() throws Exception {
        AtomicReference<String> token = new AtomicReference<>("old");
        QueryConfig config = QueryConfig.DEFAULT.withReadToken(() -> String.valueOf(token.get()));
        try (ApiFixture api = new ApiFixture(config, RuleDirectory.EMPTY)) {
            assertThat(get(api, QUERY, "Bearer old").statusCode()).isEqualTo(200);
            token.set("new");
            assertThat(get(api, QUERY, "Bearer old").statusCode()).isEqualTo(401);
            assertThat(get(api, QUERY, "Bearer new").statusCode()).isEqualTo(200);
        }
    }
}
