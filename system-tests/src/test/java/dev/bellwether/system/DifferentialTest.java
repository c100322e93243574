package dev.bellwether.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Prometheus 2.53 and we, asked the same about the same samples, answer the same. */
class DifferentialTest {
    private static final long SEED = Long.getLong("seed", 253);
    private static final double TOLERANCE = 1e-9;
    private static final long MINUTE = 60_000;
    private static final String OUT_OF_ORDER = "storage: {tsdb: {out_of_order_time_window: 24h}}\n";

    @Test
    void bothGiveTheSameAnswers() throws Exception {
        Optional<Path> root = PrometheusProgram.root();
        assumeTrue(root.isPresent(), "no Prometheus: make a root with system-tests/bin/trixie-root");
        Path directory = Folders.temporary("compared");
        try (StandaloneProcess bellwether = StandaloneProcess.create("differential");
                PrometheusProgram prometheus = PrometheusProgram.start(
                        root.orElseThrow(), OUT_OF_ORDER, directory, "--web.enable-remote-write-receiver")) {
            // given
            bellwether.startAndAwaitReady();
            Waiting.until("Prometheus is ready", () -> prometheus.api().status("/-/ready") == 200);
            long end = System.currentTimeMillis() / MINUTE * MINUTE;
            ComparedSamples samples = new ComparedSamples(end);
            samples.send("http://127.0.0.1:" + prometheus.port() + "/api/v1/write");
            samples.send("http://127.0.0.1:" + bellwether.httpPort() + "/api/v1/write");
            bellwether.await("all series can be read", () -> seriesOf(bellwether.api()) == samples.count());
            assertThat(seriesOf(prometheus.api())).isEqualTo(samples.count());

            // when
            List<String> differences = new ArrayList<>();
            List<String> queries = ComparedQueries.all(SEED, 200);
            System.out.println("compares " + queries.size() + " queries, seed " + SEED + " (-Dseed=)");
            for (String query : queries) {
                for (String[] when : times(end)) {
                    compare(query, when, bellwether.api(), prometheus.api(), differences);
                }
            }

            // then
            assertThat(differences).isEmpty();
        } finally {
            Folders.delete(directory);
        }
    }

    private static int seriesOf(Api api) throws IOException, InterruptedException {
        return api.answer("/api/v1/series", "match[]", "{__name__=~\"shop_.*\"}")
                .path("data")
                .size();
    }

    private static List<String[]> times(long end) {
        return List.of(
                new String[] {"/api/v1/query", "time", seconds(end - 4 * MINUTE)},
                new String[] {"/api/v1/query", "time", seconds(end - 13 * MINUTE)},
                new String[] {
                    "/api/v1/query_range", "start", seconds(end - 25 * MINUTE), "end", seconds(end), "step", "45"
                });
    }

    private static String seconds(long millis) {
        return String.valueOf(millis / 1_000);
    }

    private static void compare(String query, String[] when, Api ours, Api theirs, List<String> differences)
            throws IOException, InterruptedException {
        List<String> parameters = new ArrayList<>(List.of("query", query));
        parameters.addAll(List.of(when).subList(1, when.length));
        String[] all = parameters.toArray(String[]::new);
        String difference = difference(ours.answer(when[0], all), theirs.answer(when[0], all), query);
        if (!difference.isEmpty()) {
            differences.add(String.join(" ", when) + "  " + query + "\n    " + difference);
        }
    }

    /** What differs between our answer and theirs; empty where nothing does. */
    private static String difference(JsonNode ours, JsonNode theirs, String query) {
        if (!ours.path("status").equals(theirs.path("status"))
                || !ours.path("errorType").equals(theirs.path("errorType"))) {
            return "ours " + shortened(ours) + "\n    theirs " + shortened(theirs);
        }
        JsonNode our = ours.path("data");
        JsonNode their = theirs.path("data");
        if (!our.path("resultType").equals(their.path("resultType"))) {
            return "ours is a " + our.path("resultType") + ", theirs a " + their.path("resultType");
        }
        if (our.path("resultType").asString().equals("scalar")) {
            return differenceOfPoints(our.path("result"), their.path("result"));
        }
        Map<String, JsonNode> left = byLabels(our.path("result"));
        Map<String, JsonNode> right = byLabels(their.path("result"));
        if (!left.keySet().equals(right.keySet())) {
            return "ours has " + left.keySet() + "\n    theirs " + right.keySet();
        }
        if (query.startsWith("sort")
                && !order(our.path("result")).equals(order(their.path("result")))
                && our.path("resultType").asString().equals("vector")) {
            return "ours is in the order " + order(our.path("result")) + "\n    theirs " + order(their.path("result"));
        }
        for (Map.Entry<String, JsonNode> entry : left.entrySet()) {
            String found = differenceOfSeries(entry.getValue(), Objects.requireNonNull(right.get(entry.getKey())));
            if (!found.isEmpty()) {
                return entry.getKey() + " " + found;
            }
        }
        return "";
    }

    private static String shortened(JsonNode answer) {
        String text = answer.toString();
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    private static Map<String, JsonNode> byLabels(JsonNode result) {
        Map<String, JsonNode> series = new TreeMap<>();
        for (JsonNode each : result) {
            series.put(labels(each), each);
        }
        return series;
    }

    private static List<String> order(JsonNode result) {
        List<String> order = new ArrayList<>();
        result.forEach(each -> order.add(labels(each)));
        return order;
    }

    private static String labels(JsonNode series) {
        TreeMap<String, String> labels = new TreeMap<>();
        series.path("metric").forEachEntry((name, value) -> labels.put(name, value.asString()));
        return labels.toString();
    }

    private static String differenceOfSeries(JsonNode ours, JsonNode theirs) {
        if (ours.has("value")) {
            return differenceOfPoints(ours.path("value"), theirs.path("value"));
        }
        JsonNode left = ours.path("values");
        JsonNode right = theirs.path("values");
        if (left.size() != right.size()) {
            return "ours has " + left.size() + " points, theirs " + right.size() + ": " + shortened(left) + "\n    "
                    + shortened(right);
        }
        for (int i = 0; i < left.size(); i++) {
            String found = differenceOfPoints(left.path(i), right.path(i));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private static String differenceOfPoints(JsonNode ours, JsonNode theirs) {
        boolean same = ours.path(0).asDouble() == theirs.path(0).asDouble()
                && close(number(ours.path(1)), number(theirs.path(1)));
        return same ? "" : "ours is " + ours + ", theirs " + theirs;
    }

    private static double number(JsonNode value) {
        return switch (value.asString()) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(value.asString());
        };
    }

    private static boolean close(double ours, double theirs) {
        if (Double.compare(ours, theirs) == 0 || ours == theirs) {
            return true;
        }
        return Math.abs(ours - theirs) <= TOLERANCE * Math.max(1e-3, Math.max(Math.abs(ours), Math.abs(theirs)));
    }
}
