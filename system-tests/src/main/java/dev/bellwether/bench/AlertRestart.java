package dev.bellwether.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How soon a killed alert engine with many active alerts evaluates again, and what it says twice. */
final class AlertRestart implements Figure {
    private static final int AGENTS = 100;
    private static final int METRICS = 1_000;
    private static final int QUIET_SECONDS = 20;
    private static final double TARGET_SECONDS = 10;
    private static final List<String> FLAGS = List.of("-Xmx2g", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    @Override
    public String name() {
        return "alert-restart";
    }

    @Override
    public boolean needsTrace() {
        return false;
    }

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        int alerts = AGENTS * METRICS;
        try (PageListener pages = new PageListener();
                AlertPipeline pipeline = AlertPipeline.start(lab.scratch(name()), FLAGS, manifests(pages.url()));
                SyntheticSeries series = new SyntheticSeries(AGENTS, METRICS)) {
            pipeline.awaitRules(METRICS);
            List<String> urls = List.of(pipeline.writeUrl());
            series.pushAll(urls, System.currentTimeMillis());
            awaitAlerts(pipeline, alerts);
            long told = awaitQuiet(pages);
            long killed = System.nanoTime();
            pipeline.replaceEngine();
            series.push(urls, 0, System.currentTimeMillis());
            while (pipeline.evaluations() == 0) {
                if (System.nanoTime() - killed > TimeUnit.MINUTES.toNanos(5)) {
                    throw new IOException("the engine evaluates nothing within five minutes of its start");
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            double seconds = (System.nanoTime() - killed) / 1e9;
            series.pushAll(urls, System.currentTimeMillis());
            awaitAlerts(pipeline, alerts);
            long repeated = awaitQuiet(pages) - told;
            return List.of(new Row(
                    "alert engine killed with 100,000 active alerts: to the first evaluation; messages repeated",
                    Numbers.one(seconds) + " s; " + repeated,
                    "",
                    "",
                    "≤ 10 s; 0",
                    Row.Verdict.of(seconds <= TARGET_SECONDS && repeated == 0),
                    "from kill -9 over the start of the JVM; " + METRICS + " rules of " + AGENTS + " alerts, one group"
                            + " for each of " + AGENTS + " instances, " + told + " messages before."));
        }
    }

    private static void awaitAlerts(AlertPipeline pipeline, int wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        long alerts = pipeline.status().alerts();
        while (alerts < wanted) {
            if (System.nanoTime() > end) {
                throw new IOException(alerts + " of " + wanted + " alerts are active after five minutes");
            }
            TimeUnit.MILLISECONDS.sleep(500);
            alerts = pipeline.status().alerts();
        }
    }

    /** Waits until no message has come for a while; how many came in all. */
    private static long awaitQuiet(PageListener pages) throws InterruptedException {
        long before = -1;
        while (before != pages.messages()) {
            before = pages.messages();
            TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        }
        return before;
    }

    private static String manifests(String webhook) {
        StringBuilder yaml = new StringBuilder();
        for (int metric = 0; metric < METRICS; metric++) {
            yaml.append("""
                    apiVersion: bellwether.dev/v1alpha1
                    kind: AlertRule
                    metadata: {name: Any%d}
                    spec: {expr: %s > -1, severity: info}
                    ---
                    """.formatted(metric, SyntheticSeries.metric(metric)));
        }
        return yaml + """
                apiVersion: bellwether.dev/v1alpha1
                kind: Notifier
                metadata: {name: listener}
                spec:
                  groupBy: [instance]
                  groupInterval: 5s
                  webhook: {url: '%s'}
                """.formatted(webhook);
    }
}
