package dev.bellwether.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the process is started with.
 *
 * @param data where everything is kept; created where it is missing
 * @param manifests where rules and notifiers are read from
 * @param host the address on which it listens
 * @param apiToken a file with the bearer token that changes over the API need; empty for none
 * @param ports which ports it listens on
 * @param agentConfig the agent's own file: what it collects and scrapes; empty for every collector and no target
 * @param demoAgents how many simulated machines send beside this one, 0 to {@value #MAX_DEMO_AGENTS}
 */
public record StandaloneConfig(
        Path data,
        Path manifests,
        String host,
        Optional<Path> apiToken,
        Ports ports,
        Optional<Path> agentConfig,
        int demoAgents) {
    /** The most simulated machines. */
    public static final int MAX_DEMO_AGENTS = 1_000;

    /**
     * The ports, each 1 to 65535.
     *
     * @param api the API and the web page
     * @param http ingest over HTTP
     * @param grpc ingest over gRPC
     * @param agent the agent's own page
     * @param database PostgreSQL
     * @param broker Kafka
     */
    public record Ports(int api, int http, int grpc, int agent, int database, int broker) {
        /** The documented ones. */
        public static final Ports DEFAULT = new Ports(7080, 7081, 7082, 7083, 7432, 7092);

        public Ports {
            Map<Integer, String> taken = new LinkedHashMap<>();
            Map<String, Integer> all = new LinkedHashMap<>();
            all.put("--api-port", api);
            all.put("--http-port", http);
            all.put("--grpc-port", grpc);
            all.put("--agent-port", agent);
            all.put("--database-port", database);
            all.put("--broker-port", broker);
            all.forEach((option, port) -> {
                if (port < 1 || port > 65_535) {
                    throw new IllegalArgumentException(option + " is " + port + ", allowed are 1 to 65535");
                }
                String other = taken.putIfAbsent(port, option);
                if (other != null) {
                    throw new IllegalArgumentException(option + " is " + port + ", and so is " + other);
                }
            });
        }
    }

    public StandaloneConfig {
        Objects.requireNonNull(agentConfig, "agentConfig");
        apiToken.filter(file -> !Files.isReadable(file)).ifPresent(file -> {
            throw new IllegalArgumentException("--api-token-file is " + file + ", which cannot be read");
        });
        if (demoAgents < 0 || demoAgents > MAX_DEMO_AGENTS) {
            throw new IllegalArgumentException(
                    "--demo-agents is " + demoAgents + ", allowed are 0 to " + MAX_DEMO_AGENTS);
        }
    }

    /**
     * The token as it stands in its file now; empty where there is no file.
     *
     * @throws UncheckedIOException where the file cannot be read any more
     */
    String currentApiToken() {
        try {
            return apiToken.isEmpty() ? "" : Files.readString(apiToken.get()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("--api-token-file cannot be read: " + e.getMessage(), e);
        }
    }
}
