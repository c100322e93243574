package dev.bellwether.system;

import dev.bellwether.alerting.stream.RulePublisher;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.process.Environment;
import dev.bellwether.process.LogClients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every component as a process of its own, set up by environment variables as in a cluster: the log with TLS on every
 * connection, the API with TLS and a token for reading. The database is there but away at first.
 */
final class SplitProcesses implements AutoCloseable {
    static final String TOKEN = "reading";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path directory = Folders.temporary("split-processes");
    private final TestCertificate certificate;
    private final DatabaseProcess database;
    private final Map<String, JavaProcess> running = new LinkedHashMap<>();
    private final Map<String, String> log = new HashMap<>();
    private final Map<String, String> storage;
    private final int grpcPort;
    private final int apiPort;
    private final int enginePort;
    private final HttpClient client;

    SplitProcesses() throws Exception {
        List<Integer> ports = FreePorts.take(8);
        grpcPort = ports.get(0);
        apiPort = ports.get(1);
        enginePort = ports.get(2);
        int brokerPort = ports.get(3);
        certificate = TestCertificate.make(directory);
        client = HttpClient.newBuilder().sslContext(certificate.trusting()).build();
        database = DatabaseProcess.start(directory.resolve("postgres"));
        database.kill();
        log.put("BELLWETHER_KAFKA", "127.0.0.1:" + brokerPort);
        log.put("BELLWETHER_KAFKA_PROPERTIES", clientProperties().toString());
        storage = Map.of("BELLWETHER_DATABASE_URL", database.jdbcUrl(), "BELLWETHER_DATABASE_USER", "postgres");
        Path token = Files.writeString(directory.resolve("token"), TOKEN + "\n");

        // The log comes last: the others wait for it.
        start("alert-engine", "dev.bellwether.alert.main.AlertEngineMain", storage, pages(enginePort));
        start(
                "query",
                "dev.bellwether.query.main.QueryMain",
                storage,
                pages(apiPort),
                tls(),
                Map.of("BELLWETHER_READ_TOKEN_FILE", token.toString()));
        start(
                "gateway",
                "dev.bellwether.ingest.GatewayMain",
                pages(ports.get(4)),
                Map.of("BELLWETHER_GRPC_PORT", String.valueOf(grpcPort)));
        start("writer", "dev.bellwether.ingest.WriterMain", storage, pages(ports.get(5)));
        start(
                "kafka",
                "dev.bellwether.broker.NodeMain",
                pages(ports.get(6)),
                tls(),
                Map.of(
                        "BELLWETHER_TLS_CLIENT_AUTHORITIES",
                        certificate.certificate().toString(),
                        "BELLWETHER_KAFKA_NODE_ID",
                        "0",
                        "BELLWETHER_KAFKA_CLUSTER_ID",
                        "AAAAAAAAAAAAAAAAAAAAAQ",
                        "BELLWETHER_KAFKA_DATA",
                        directory.resolve("kafka").toString(),
                        "BELLWETHER_KAFKA_HOST_PATTERN",
                        "127.0.0.1",
                        "BELLWETHER_KAFKA_LISTEN",
                        "127.0.0.1",
                        "BELLWETHER_KAFKA_PORT",
                        String.valueOf(brokerPort),
                        "BELLWETHER_KAFKA_CONTROLLER_PORT",
                        String.valueOf(ports.get(7))));
    }

    private Path clientProperties() throws Exception {
        return Files.writeString(
                directory.resolve("client.properties"), """
                security.protocol=SSL
                ssl.keystore.type=PEM
                ssl.keystore.location=%s
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                """.formatted(certificate.both(), certificate.certificate()));
    }

    private Map<String, String> tls() {
        return Map.of(
                "BELLWETHER_TLS_CERTIFICATES", certificate.certificate().toString(),
                "BELLWETHER_TLS_PRIVATE_KEY", certificate.key().toString());
    }

    private static Map<String, String> pages(int port) {
        return Map.of("BELLWETHER_HTTP_PORT", String.valueOf(port));
    }

    @SafeVarargs
    private void start(String name, String mainClass, Map<String, String>... settings) {
        Map<String, String> environment = new HashMap<>(log);
        for (Map<String, String> more : settings) {
            environment.putAll(more);
        }
        running.put(
                name,
                JavaProcess.start(
                        mainClass, List.of(), environment, directory, Folders.log("split-processes-" + name)));
    }

    int grpcPort() {
        return grpcPort;
    }

    Path directory() {
        return directory;
    }

    DatabaseProcess database() {
        return database;
    }

    Map<String, JavaProcess> running() {
        return running;
    }

    /** Puts rules into the log, as an operator does. */
    void publish(List<Rule> rules) throws Exception {
        try (LogClients clients = LogClients.open(new Environment(log), "test", Clock.systemUTC())) {
            new RulePublisher(clients.settings(), clients.layout(), clients.publisher(), "test")
                    .publish(rules, List.of());
        }
    }

    /** What the API answers to somebody with this token; empty for none. */
    HttpResponse<String> api(String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + apiPort + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The field {@code data} of what the API answers. */
    JsonNode data(String path) throws Exception {
        return JSON.readTree(api(path, TOKEN).body()).path("data");
    }

    /** The status of a page of the alert engine. */
    int engine(String path) throws Exception {
        return new Api(enginePort).status(path);
    }

    /** What the processes have said, for a failure's message. */
    String output() {
        StringBuilder all = new StringBuilder();
        running.forEach(
                (name, process) -> all.append("\n== ").append(name).append('\n').append(process.output()));
        return all.toString();
    }

    @Override
    public void close() {
        client.close();
        running.values().forEach(JavaProcess::close);
        database.close();
        Folders.delete(directory);
    }
}
