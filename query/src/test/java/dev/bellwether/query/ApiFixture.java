package dev.bellwether.query;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.memory.InMemorySeries;
import dev.bellwether.query.alerts.AlertPorts;
import dev.bellwether.storage.AgentDirectory.AgentStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A started server over series in memory, at a time that stands still, and a client. */
final class ApiFixture implements AutoCloseable {
    /** 2026-01-01T00:10:00Z. */
    static final long NOW = 1_767_226_200_000L;

    static final long START = NOW - 600_000;

    final InMemorySeries series = new InMemorySeries();
    private final QueryServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(java.time.Duration.ofSeconds(5))
            .build();

    ApiFixture() {
        this(QueryConfig.DEFAULT, RuleDirectory.EMPTY);
    }

    ApiFixture(QueryConfig config, RuleDirectory rules) {
        this(config, rules, Readiness.ALWAYS);
    }

    ApiFixture(QueryConfig config, RuleDirectory rules, Readiness readiness) {
        server = new QueryServer(config.at("127.0.0.1", 0), ports(series, rules, readiness));
    }

    /** A server over another reader. */
    ApiFixture(QueryConfig config, SeriesReader reader) {
        server = new QueryServer(config.at("127.0.0.1", 0), ports(reader, RuleDirectory.EMPTY, Readiness.ALWAYS));
    }

    /** A server over alerts. */
    ApiFixture(AlertPorts alerts) {
        server = new QueryServer(
                QueryConfig.DEFAULT.at("127.0.0.1", 0), ports(series, RuleDirectory.EMPTY, alerts, Readiness.ALWAYS));
    }

    private static QueryPorts ports(SeriesReader reader, RuleDirectory rules, Readiness readiness) {
        return ports(reader, rules, new FakeAlerts().ports(), readiness);
    }

    private static QueryPorts ports(SeriesReader reader, RuleDirectory rules, AlertPorts alerts, Readiness readiness) {
        FixedAgents agents = new FixedAgents(
                new AgentStatus(
                        "agent-a",
                        3,
                        Labels.of("instance", "a:1", "job", "node"),
                        Instant.ofEpochMilli(NOW - 2_000),
                        Instant.ofEpochMilli(NOW - 1_500),
                        40),
                new AgentStatus(
                        "agent-b",
                        1,
                        Labels.of("instance", "b:1", "job", "node"),
                        Instant.ofEpochMilli(NOW - 3_600_000),
                        Instant.ofEpochMilli(NOW - 3_599_000),
                        7));
        return new QueryPorts(
                reader,
                agents,
                new FixedMetadata(),
                rules,
                alerts,
                readiness,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
    }

    private static final class FixedMetadata implements MetadataDirectory {
        @Override
        public SortedMap<String, List<MetricMetadata>> metadata(String metric) {
            SortedMap<String, List<MetricMetadata>> all = new TreeMap<>();
            all.put("requests_total", List.of(new MetricMetadata(MetricType.COUNTER, "", "Requests.")));
            all.put("up", List.of(new MetricMetadata(MetricType.GAUGE, "", "Whether it is up.")));
            if (!metric.isEmpty()) {
                all.keySet().retainAll(List.of(metric));
            }
            return all;
        }
    }

    /** Two targets that are up, and counters of requests with whole and broken values. */
    ApiFixture withSamples() {
        for (long time = START; time <= NOW; time += 15_000) {
            double seconds = (time - START) / 1e3;
            series.add(Labels.of("__name__", "up", "instance", "a:1", "job", "node"), time, 1);
            series.add(Labels.of("__name__", "up", "instance", "b:1", "job", "node"), time, 0);
            series.add(
                    Labels.of("__name__", "requests_total", "instance", "a:1", "job", "node", "code", "200"),
                    time,
                    seconds * 2.5);
        }
        return this;
    }

    String address() {
        return server.address();
    }

    /** A GET of a path; parameters alternate names and values. */
    HttpResponse<String> get(String path, String... parameters) {
        return send(HttpRequest.newBuilder(uri(path, parameters)));
    }

    /** The body of a GET that succeeds. */
    String body(String path, String... parameters) {
        return get(path, parameters).body();
    }

    /** A form post. */
    HttpResponse<String> post(String path, String... parameters) {
        return send(HttpRequest.newBuilder(URI.create(address() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(parameters))));
    }

    URI uri(String path, String... parameters) {
        return URI.create(address() + path + (parameters.length == 0 ? "" : "?" + encode(parameters)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.timeout(java.time.Duration.ofSeconds(20)).build(), handler);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String encode(String... parameters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            text.append(i == 0 ? "" : "&")
                    .append(URLEncoder.encode(parameters[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
