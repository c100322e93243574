package dev.bellwether.agent.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.bellwether.agent.collect.CollectorCatalog;
import dev.bellwether.agent.config.AgentConfig;
import dev.bellwether.agent.config.AgentConfigLoader;
import dev.bellwether.agent.config.ConfigResult;
import dev.bellwether.agent.demo.SimulatedFleet;
import dev.bellwether.agent.send.ScriptedGateway;
import dev.bellwether.agent.wal.Drafts;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.SeriesLabels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class AgentTest {
    @TempDir
    Path directory;

    private static AgentConfig config(String yaml) {
        ConfigResult result = new AgentConfigLoader(
                        Map.of(), CollectorCatalog.standard().definitions(), () -> "machine-1")
                .parse("test.yaml", Path.of("/"), yaml);
        if (result instanceof ConfigResult.Loaded(AgentConfig loaded)) {
            return loaded;
        }
        throw new AssertionError(result);
    }

    private String yaml(ScriptedGateway gateway, String more) {
        return """
                agent:
                  id: machine-1
                  dataDirectory: %s
                  externalLabels: {cluster: test}
                send:
                  endpoint: grpc://127.0.0.1:%d
                wal:
                  fsyncInterval: 50ms
                page:
                  port: 0
                %s
                """.formatted(directory, gateway.port(), more);
    }

    /** The newest value of each series that has arrived. */
    private static Map<String, Double> arrived(ScriptedGateway gateway) {
        Map<String, Double> values = new TreeMap<>();
        Map<String, Drafts.Consumer> consumers = new HashMap<>();
        for (ScriptedGateway.Received received : gateway.received()) {
            SampleBatch batch = consumers
                    .computeIfAbsent(received.batch().identity().agentId(), absent -> new Drafts.Consumer())
                    .decode(received.bytes());
            for (Section section : batch.sections()) {
                if (section.values() instanceof Values.Frame frame) {
                    for (int i = 0; i < frame.column().length; i++) {
                        if (!SpecialValues.isAbsent(frame.column()[i])) {
                            values.put(
                                    SeriesLabels.merge(
                                                    section.block()
                                                            .series()
                                                            .get(i)
                                                            .labels(),
                                                    batch.targetLabels(),
                                                    batch.externalLabels())
                                            .toString(),
                                    frame.column()[i]);
                        }
                    }
                }
            }
        }
        return values;
    }

    private static boolean isStale(ScriptedGateway gateway, String series) {
        Double value = arrived(gateway).get(series);
        return value != null && SpecialValues.isStale(value);
    }

    private static void await(ScriptedGateway gateway, String series) throws InterruptedException {
        while (!arrived(gateway).containsKey(series)) {
            Thread.sleep(20);
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void whatTheMachineShowsArrivesAtTheGatewayWithItsLabels() throws Exception {
        // given
        try (ScriptedGateway gateway = new ScriptedGateway((batch, stream) -> stream.acknowledge(batch));
                Agent agent = Agent.startWithPage(config(yaml(gateway, "")))) {
            String labels = "{cluster=\"test\", instance=\"machine-1\", job=\"%s\", node=\"machine-1\"}";
            // when
            await(gateway, "up" + labels.formatted("node-exporter"));
            await(gateway, "bellwether_agent_wal_healthy" + labels.formatted("bellwether-agent"));
            // then
            Map<String, Double> values = arrived(gateway);
            assertThat(values).containsKey("node_load1" + labels.formatted("node-exporter"));
            assertThat(values)
                    .containsEntry(
                            "node_scrape_collector_success{cluster=\"test\", collector=\"meminfo\", instance=\"machine-1\", job=\"node-exporter\", node=\"machine-1\"}",
                            1.0);
            assertThat(values).containsEntry("up" + labels.formatted("node-exporter"), 1.0);
            assertThat(get(agent.pagePort(), "/readyz").statusCode()).isEqualTo(200);
            assertThat(get(agent.pagePort(), "/health").body()).isEqualTo("ok\n");
            assertThat(get(agent.pagePort(), "/metrics").body())
                    .contains("bellwether_agent_build_info{version=", "bellwether_agent_answers_total{answer=\"ack\"}");
            assertThat(get(agent.pagePort(), "/").body()).contains("<th scope=\"row\">meminfo</th>", "machine-1");
            assertThat(get(agent.pagePort(), "/nothing").statusCode()).isEqualTo(404);
            assertThat(agent.stop()).isZero();
        }
    }

    @Test
    void aReloadEndsWhatIsGoneAndKeepsTheRest() throws Exception {
        // given a target and the load
        HttpServer exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        exporter.createContext("/metrics", exchange -> {
            byte[] body = "# TYPE requests_total counter\nrequests_total 7\n".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        exporter.start();
        String target = "127.0.0.1:" + exporter.getAddress().getPort();
        String requests = "requests_total{cluster=\"test\", instance=\"" + target + "\", job=\"app\"}";
        try (ScriptedGateway gateway = new ScriptedGateway((batch, stream) -> stream.acknowledge(batch))) {
            String scrape = """
                    scrape_configs:
                      - job_name: app
                        static_configs: [{targets: ["%s"]}]
                    """.formatted(target);
            try (Agent agent = Agent.start(config(yaml(gateway, scrape)))) {
                await(gateway, requests);
                assertThat(arrived(gateway)).containsEntry(requests, 7.0);
                assertThat(agent.view().targets()).hasSize(1);
                String load =
                        "node_load1{cluster=\"test\", instance=\"machine-1\", job=\"node-exporter\", node=\"machine-1\"}";
                await(gateway, load);
                // when
                agent.reload(config(yaml(gateway, "")));
                // then
                while (!isStale(gateway, requests)) {
                    Thread.sleep(20);
                }
                assertThat(isStale(gateway, load)).isFalse();
                assertThat(agent.view().targets()).isEmpty();
                assertThatThrownBy(
                                () -> agent.reload(config(yaml(gateway, "").replace("id: machine-1", "id: machine-2"))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("agent.id");
            }
        } finally {
            exporter.stop(0);
        }
    }

    @Test
    void whatCouldNotBeSentArrivesAfterARestart() throws Exception {
        // given a gateway that takes nothing
        try (ScriptedGateway gateway = new ScriptedGateway((batch, stream) -> stream.retryAfter(batch, 60_000))) {
            String yaml = yaml(gateway, "").replace("send:\n", "send:\n  flushTimeout: 100ms\n");
            try (Agent agent = Agent.start(config(yaml))) {
                while (agent.view().wal().appendedBatches() < 2) {
                    Thread.sleep(10);
                }
                assertThat(agent.stop()).isPositive();
            }
            Set<Long> waiting = new HashSet<>();
            // when
            gateway.script((batch, stream) -> {
                waiting.add(batch.seq());
                stream.acknowledge(batch);
            });
            try (Agent agent = Agent.start(config(yaml))) {
                while (agent.view().wal().depthBatches() > 0 || waiting.isEmpty()) {
                    Thread.sleep(10);
                }
            }
            // then
            assertThat(waiting).contains(1L, 2L);
        }
    }

    @Test
    void aDryRunPrintsTheExposition() throws Exception {
        // given
        Path file = Files.writeString(directory.resolve("agent.yaml"), "agent: {id: machine-1}\n");
        java.io.StringWriter out = new java.io.StringWriter();
        // when
        int code = DryRun.print(
                config(Files.readString(file)),
                new java.io.PrintWriter(out),
                new java.io.PrintWriter(new java.io.StringWriter()));
        // then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("# TYPE node_load1 gauge\nnode_load1 ");
    }

    @Test
    void exitCodesTellWellFailedAndMisused() throws Exception {
        Path good = Files.writeString(directory.resolve("good.yaml"), "agent: {id: machine-1}\n");
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "agnt: {id: machine-1}\n");
        assertThat(AgentMain.execute("check-config", good.toString())).isZero();
        assertThat(AgentMain.execute("check-config", bad.toString())).isEqualTo(1);
        assertThat(AgentMain.execute("run", "--config", bad.toString())).isEqualTo(1);
        assertThat(AgentMain.execute("run", "--unknown")).isEqualTo(2);
    }

    @Test
    void simulatedMachinesAreAgentsOfTheirOwn() throws Exception {
        // given
        try (ScriptedGateway gateway = new ScriptedGateway((batch, stream) -> stream.acknowledge(batch))) {
            // when
            try (SimulatedFleet fleet =
                    SimulatedFleet.start(3, directory, config(yaml(gateway, "")).send())) {
                assertThat(fleet.size()).isEqualTo(3);
                for (String name : new String[] {"demo-web-01", "demo-worker-01", "demo-database-01"}) {
                    await(
                            gateway,
                            "node_load1{instance=\"" + name + "\", job=\"node-exporter\", node=\"" + name + "\"}");
                }
            }
            // then
            Map<String, Double> values = arrived(gateway);
            assertThat(values.keySet().stream().filter(series -> series.startsWith("node_cpu_seconds_total")))
                    .hasSize((4 + 8 + 8) * 8);
            assertThat(values.values()).allMatch(Double::isFinite);
        }
    }
}
