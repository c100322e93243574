package dev.bellwether.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs Debian's node_exporter beside the collectors on this machine. What differs must stand in the docs. */
class NodeExporterComparisonTest {
    private static final Path PROGRAM = Path.of("/usr/bin/prometheus-node-exporter");
    private static final int ATTEMPTS = 5;

    /** What the scrape's own connection and threads change while they are there. */
    private static final Pattern CHANGED_BY_SCRAPING = Pattern.compile(
            "node_(netstat_Tcp_CurrEstab|sockstat_.*|memory_.*|filefd_allocated|procs_.*|softnet_backlog_len)");

    private static Process exporter;
    private static URI metrics;
    private static DocumentedDifferences documented;
    private static List<Collector> collectors;

    @BeforeAll
    static void startExporter() throws Exception {
        assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not installed: nothing to compare with");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        exporter = new ProcessBuilder(PROGRAM.toString(), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
        documented = DocumentedDifferences.read();
        collectors = CollectorCatalog.standard().definitions().stream()
                .filter(definition ->
                        definition.enabledByDefault() && definition.job().equals("node-exporter"))
                .map(definition -> definition.create(HostPaths.ofMachine(), Map.of()))
                .toList();
    }

    @AfterAll
    static void stopExporter() throws Exception {
        if (exporter != null) {
            exporter.destroy();
            exporter.waitFor();
        }
    }

    @Test
    void everyNameThatIsMissingHereStandsInTheDocs() throws Exception {
        // given
        Exposition theirs = scrape();
        Exposition ours = collect();
        // when
        TreeSet<String> missing = new TreeSet<>(theirs.families().keySet());
        missing.removeAll(ours.families().keySet());
        missing.removeIf(documented::missesName);
        // then
        assertThat(missing).as("names that only node_exporter shows").isEmpty();
    }

    @Test
    void typesAndHelpTextsAreTheSame() throws Exception {
        Exposition theirs = scrape();
        Exposition ours = collect();
        List<String> differences = new ArrayList<>();
        theirs.families().forEach((name, family) -> {
            Exposition.Family own = ours.families().get(name);
            if (own != null && !own.equals(family)) {
                differences.add(name + ": " + family + " there, " + own + " here");
            }
        });
        assertThat(differences).isEmpty();
    }

    @Test
    void everySeriesIsHereWithTheSameLabels() throws Exception {
        List<String> missing = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Exposition before = collect();
            Exposition theirs = scrape();
            Exposition after = collect();
            missing.clear();
            for (Exposition.Series series : theirs.values().keySet()) {
                if (!documented.missesSeries(series)
                        && !documented.missesName(series.name())
                        && !has(before, series)
                        && !has(after, series)) {
                    missing.add(series.toString());
                }
            }
            if (missing.isEmpty()) {
                return;
            }
        }
        assertThat(missing).as("series that only node_exporter shows").isEmpty();
    }

    private static boolean has(Exposition ours, Exposition.Series series) {
        return documented.withoutExtraLabels(ours).containsKey(series);
    }

    @Test
    void valuesThatHoldStillAreTheSame() throws Exception {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<Exposition.Series, Double> before = documented.withoutExtraLabels(collect());
            Exposition theirs = scrape();
            Map<Exposition.Series, Double> after = documented.withoutExtraLabels(collect());
            differences.clear();
            compared = 0;
            for (Map.Entry<Exposition.Series, Double> entry : theirs.values().entrySet()) {
                Double own = before.get(entry.getKey());
                if (own == null
                        || !own.equals(after.get(entry.getKey()))
                        || CHANGED_BY_SCRAPING.matcher(entry.getKey().name()).matches()) {
                    continue;
                }
                compared++;
                double tolerance = 1e-12 * Math.abs(own);
                if (Math.abs(own - entry.getValue()) > tolerance && !documented.differsInValue(entry.getKey())) {
                    differences.add(entry.getKey() + ": " + entry.getValue() + " there, " + own + " here");
                }
            }
            if (differences.isEmpty()) {
                break;
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).as("values that held still").isGreaterThan(100);
    }

    private static Exposition collect() throws Exception {
        ExpositionSink sink = new ExpositionSink();
        for (Collector collector : collectors) {
            try {
                collector.collect(sink);
            } catch (IOException e) {
                throw new AssertionError("collector " + collector.name() + " failed", e);
            }
        }
        return Exposition.parse(sink.text());
    }

    private static Exposition scrape() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(metrics)
                    .timeout(Duration.ofSeconds(30))
                    .build();
            while (true) {
                try {
                    return Exposition.parse(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
                } catch (java.net.ConnectException e) {
                    assertThat(exporter.isAlive()).as("node_exporter runs").isTrue();
                    Thread.onSpinWait();
                }
            }
        }
    }
}
