package dev.bellwether.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Debian's own Prometheus writes to us, through our death and return. */
class RemoteWriteTest {
    /** A sample; Prometheus keeps times in milliseconds. */
    private record Point(long millis, double value) {}

    @Test
    void aPrometheusThatGoesOnPushingLosesNothingWhenWeAreKilled() throws Exception {
        Optional<Path> root = PrometheusProgram.root();
        assumeTrue(root.isPresent(), "no Prometheus: make a root with system-tests/bin/trixie-root");
        Path directory = Folders.temporary("prometheus");
        try (StandaloneProcess bellwether = StandaloneProcess.create("remote-write");
                CounterPage page = new CounterPage()) {
            // given
            bellwether.startAndAwaitReady();
            try (PrometheusProgram prometheus = PrometheusProgram.start(
                    root.orElseThrow(), configuration(page.port(), bellwether.httpPort()), directory)) {
                // when
                for (int i = 0; i < Scale.of(1, 5); i++) {
                    awaitScrapes(page, 10);
                    bellwether.running().kill();
                    awaitScrapes(page, 5);
                    bellwether.startAndAwaitReady();
                }
                awaitScrapes(page, 5);
                page.vanish();
                Waiting.until(
                        "Prometheus notices that the page is gone",
                        () -> prometheus.api().query("up{job=\"numbers\"} == 0").size() == 1);

                // then
                List<Point> sent = sent(prometheus.api());
                assertThat(sent).hasSizeGreaterThan(20);
                Waiting.until(
                        () -> "all is stored: sent " + sent + ", stored " + storedOrFailure(bellwether.database()),
                        () -> stored(bellwether.database()).containsAll(sent));
                assertThat(stored(bellwether.database())).containsExactlyElementsOf(sent);
            }
        } finally {
            Folders.delete(directory);
        }
    }

    private static String configuration(int pagePort, int httpPort) {
        return """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                  - job_name: numbers
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                remote_write:
                  - url: http://127.0.0.1:%d/api/v1/write
                    queue_config: {batch_send_deadline: 1s, min_backoff: 100ms, max_backoff: 1s}
                """.formatted(pagePort, httpPort);
    }

    private static void awaitScrapes(CounterPage page, int more) {
        int wanted = page.scrapes() + more;
        Waiting.until(() -> page.scrapes() + " scrapes of " + wanted, () -> page.scrapes() >= wanted);
    }

    private static List<Point> sent(Api prometheus) throws Exception {
        List<Point> points = new ArrayList<>();
        for (JsonNode pair :
                prometheus.query(CounterPage.METRIC + "[1h]").path(0).path("values")) {
            points.add(new Point(
                    Math.round(pair.path(0).asDouble() * 1_000),
                    Double.parseDouble(pair.path(1).asString())));
        }
        return points;
    }

    private static List<Point> stored(ReaderDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement("""
                        SELECT round(extract(epoch FROM p.time) * 1000)::bigint, p.value
                        FROM sample p
                        JOIN series s ON s.id = p.series_id
                        JOIN metric m ON m.id = s.metric_id
                        WHERE m.name = ? AND p.value <> 'NaN'
                        ORDER BY p.time
                        """)) {
            query.setString(1, CounterPage.METRIC);
            List<Point> points = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    points.add(new Point(rows.getLong(1), rows.getDouble(2)));
                }
            }
            return points;
        }
    }

    private static String storedOrFailure(ReaderDatabase database) {
        try {
            return stored(database).toString();
        } catch (SQLException e) {
            return e.toString();
        }
    }
}
