package dev.bellwether.bench;

import dev.bellwether.model.Labels;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How long it takes from a sample at the gateway until the page that it causes is received. */
final class AlertLatency implements Figure {
    private static final int INSTANCES = 20;
    private static final int SERIES = 1_000;
    private static final int INTERVAL_MILLIS = 2_000;
    private static final int WARM_PROBES = 100;
    private static final int PROBES = 500;
    private static final int PAUSE_MILLIS = 100;
    private static final double TARGET_MEDIAN = 0.05;
    private static final double TARGET_WORST = 0.25;
    private static final List<String> FLAGS = List.of("-Xmx512m", "-XX:+UseSerialGC");

    @Override
    public String name() {
        return "alert";
    }

    @Override
    public boolean needsTrace() {
        return false;
    }

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        try (PageListener pages = new PageListener();
                AlertPipeline pipeline = AlertPipeline.start(lab.scratch(name()), FLAGS, manifests(pages.url()));
                SyntheticSeries load = new SyntheticSeries(INSTANCES, SERIES);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            List<String> urls = List.of(pipeline.writeUrl());
            pipeline.awaitRules(1);
            load.pushAll(urls, System.currentTimeMillis());
            load.run(urls, INTERVAL_MILLIS);
            probe(client, urls.getFirst(), 0, WARM_PROBES + PROBES, 0);
            Map<String, Long> sent = new TreeMap<>();
            for (int i = 0; i < WARM_PROBES + PROBES; i++) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                if (i >= WARM_PROBES) {
                    sent.put(SyntheticSeries.instance(i), System.nanoTime());
                }
                probe(client, urls.getFirst(), i, i + 1, 1);
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!pages.firstNanos().keySet().containsAll(sent.keySet()) && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            load.check();
            return List.of(row(sent, pages.firstNanos()));
        }
    }

    private static Row row(Map<String, Long> sent, Map<String, Long> received) {
        double[] seconds = sent.entrySet().stream()
                .filter(probe -> received.containsKey(probe.getKey()))
                .mapToDouble(probe -> (received.getOrDefault(probe.getKey(), 0L) - probe.getValue()) / 1e9)
                .toArray();
        if (seconds.length < sent.size()) {
            return Row.failed(
                    "gateway accept → webhook received",
                    seconds.length + " of " + sent.size() + " pages came within 30 s of the last sample");
        }
        Arrays.sort(seconds);
        double median = seconds[seconds.length / 2];
        double worst = seconds[seconds.length * 99 / 100];
        return new Row(
                "gateway accept → webhook received, for: 0, at 10k samples/s, p50 / p99",
                Numbers.one(median * 1e3) + " ms / " + Numbers.one(worst * 1e3) + " ms",
                "",
                "",
                "≤ 50 ms / ≤ 250 ms",
                Row.Verdict.of(median <= TARGET_MEDIAN && worst <= TARGET_WORST),
                "from before the request that brings the sample is sent until the webhook arrives, of " + PROBES
                        + " alerts, each a group of its own, one every " + PAUSE_MILLIS + " ms after " + WARM_PROBES
                        + " that do not count. Beside them " + INSTANCES + " agents of " + SERIES + " series every "
                        + INTERVAL_MILLIS / 1_000 + " s.");
    }

    /** One sample of some probes. */
    private static void probe(HttpClient client, String url, int from, int to, double value) throws Exception {
        WriteRequest request = new WriteRequest();
        for (int i = from; i < to; i++) {
            byte[] labels = WriteRequest.labels(
                    Labels.of("__name__", "bench_probe", "instance", SyntheticSeries.instance(i), "job", "probe"));
            request.add(labels, new long[] {System.currentTimeMillis()}, new double[] {value});
        }
        WriteRequest.send(client, url, request.compressed());
    }

    private static String manifests(String webhook) {
        return """
                apiVersion: bellwether.dev/v1alpha1
                kind: AlertRule
                metadata: {name: Probe}
                spec: {expr: bench_probe > 0, severity: critical, annotations: {summary: 'probe {{ $labels.instance }}'}}
                ---
                apiVersion: bellwether.dev/v1alpha1
                kind: Notifier
                metadata: {name: listener}
                spec:
                  groupBy: ['...']
                  limits: {messagesPerMinute: 60000, burst: 1000}
                  webhook: {url: '%s'}
                """.formatted(webhook);
    }
}
