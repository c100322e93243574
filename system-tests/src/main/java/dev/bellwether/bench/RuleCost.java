package dev.bellwether.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** CPU-seconds per million evaluations of threshold rules, beside Debian's Prometheus with the same rules and samples. */
final class RuleCost implements Figure {
    private static final int AGENTS = 100;
    private static final int METRICS = 100;
    private static final int RULES = AGENTS * METRICS;

    /** Time runs fifteen times as fast as with samples every 15 s, so that enough is evaluated in a minute. */
    private static final int INTERVAL_MILLIS = 1_000;

    private static final int WARM_SECONDS = 40;
    private static final int SECONDS = 60;
    private static final double TARGET = 11;
    private static final List<String> FLAGS = List.of("-Xmx512m", "-XX:+UseSerialGC");

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public boolean needsTrace() {
        return false;
    }

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        String rules = rules();
        Path directory = lab.scratch(name());
        try (AlertPipeline pipeline = AlertPipeline.start(directory, FLAGS, rules)) {
            pipeline.awaitRules(RULES);
            double ours = measure(pipeline, directory.resolve("agents"));
            List<String> notes = new ArrayList<>();
            double reference = reference(directory, rules, notes);
            return List.of(new Row(
                    "CPU-seconds per million evaluations, 10,000 threshold rules over 100 agents",
                    Numbers.two(ours) + " s",
                    reference > 0 ? "Prometheus " + Numbers.two(reference) + " s" : "",
                    reference > 0 ? Numbers.two(ours / reference) : "",
                    "≤ 11",
                    Row.Verdict.of(ours <= TARGET),
                    "process time of the alert engine (reading the log, windows, evaluation, states, the notify stage"
                            + " at rest), each rule over one series of one agent; samples (by agents, to Prometheus by remote_write) and Prometheus's evaluations every "
                            + INTERVAL_MILLIS / 1_000 + " s instead of 15 s, for " + SECONDS + " s after "
                            + WARM_SECONDS
                            + " s of warming up. Prometheus's time is its whole process, ingest included."
                            + String.join("", notes)));
        }
    }

    private static double measure(AlertPipeline pipeline, Path logs) throws Exception {
        try (SyntheticAgents agents = new SyntheticAgents(AGENTS, METRICS, logs, pipeline.grpcPort());
                Ticks ticks = new Ticks(agents::pushAll)) {
            TimeUnit.SECONDS.sleep(WARM_SECONDS);
            long before = pipeline.status().evaluations();
            double cpu = pipeline.engine().cpuSeconds();
            TimeUnit.SECONDS.sleep(SECONDS);
            double used = pipeline.engine().cpuSeconds() - cpu;
            AlertStatus after = pipeline.status();
            ticks.check();
            double millions = (after.evaluations() - before) / 1e6;
            Lab.say(
                    "%.3f million evaluations took %.2f CPU-seconds; %d alerts, %d rules fail",
                    millions, used, after.alerts(), after.failing());
            if (after.failing() > 0 || millions == 0) {
                throw new IOException(after.failing() + " rules fail, " + millions + " million evaluations");
            }
            return used / millions;
        }
    }

    private static double reference(Path directory, String rules, List<String> notes) throws Exception {
        Path home = Files.createDirectories(directory.resolve("prometheus"));
        Path file = Files.writeString(home.resolve("rules.yml"), rules);
        Path config = Files.writeString(
                home.resolve("prometheus.yml"),
                "global: {evaluation_interval: " + INTERVAL_MILLIS + "ms}\nrule_files: ['" + file + "']\n");
        int port = FreePorts.one();
        String base = "http://127.0.0.1:" + port;
        List<String> command;
        try {
            command = TrixieRoot.command(
                    "prometheus",
                    List.of(
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + home.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port,
                            "--web.enable-remote-write-receiver"));
        } catch (SkippedException e) {
            notes.add(" No reference: " + e.getMessage() + ".");
            return 0;
        }
        try (Program prometheus = Program.start("prometheus", command, home.resolve("log"))) {
            prometheus.awaitReady(base + "/-/ready");
            List<String> urls = List.of(base + "/api/v1/write");
            try (SyntheticSeries series = new SyntheticSeries(AGENTS, METRICS);
                    Ticks ticks = new Ticks(time -> series.pushAll(urls, time))) {
                TimeUnit.SECONDS.sleep(WARM_SECONDS / 2);
                double cpu = prometheus.cpuSeconds();
                TimeUnit.SECONDS.sleep(SECONDS);
                double used = prometheus.cpuSeconds() - cpu;
                ticks.check();
                return used * 1e6 / (RULES * (SECONDS * 1_000.0 / INTERVAL_MILLIS));
            }
        }
    }

    /** Rules as Prometheus reads them too: each agent has a group, each of its series a rule. */
    private static String rules() {
        StringBuilder yaml = new StringBuilder("groups:\n");
        for (int agent = 0; agent < AGENTS; agent++) {
            yaml.append("  - name: ").append(SyntheticSeries.instance(agent)).append("\n    rules:\n");
            for (int metric = 0; metric < METRICS; metric++) {
                yaml.append("      - alert: High").append(metric).append("\n        expr: ");
                yaml.append(SyntheticSeries.metric(metric)).append("{instance=\"");
                yaml.append(SyntheticSeries.instance(agent)).append("\"} > 1000\n");
            }
        }
        return yaml.toString();
    }
}
