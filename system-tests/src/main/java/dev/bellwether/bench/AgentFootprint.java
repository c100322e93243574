package dev.bellwether.bench;

import dev.bellwether.agent.main.AgentMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The agent's memory, and its CPU for each collection against a scrape of node_exporter. */
final class AgentFootprint implements Figure {
    /** The agent as it is installed, where {@code make agent} has made it. */
    private static final Path INSTALLED = Path.of("agent-daemonset/target/agent/bin/bellwether-agent");

    /** What it runs with on a full JDK where that has not been made. */
    private static final List<String> FLAGS = List.of(
            "-Xmx24m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:MaxDirectMemorySize=8m",
            "-Xss256k",
            "-XX:+UseCompactObjectHeaders",
            "-XX:-UsePerfData");

    private static final String NODE_ONLY =
            ", processes: {enabled: false}, cgroups: {enabled: false}, inventory: {enabled: false}";
    private static final Duration COUNTED = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public boolean needsTrace() {
        return false;
    }

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        Path directory = lab.scratch(name());
        try (Pipeline sink = Pipeline.start(lab, "sink", new Database("", "", "", 0));
                Program all = agent(directory, "all", "", lab.hour(), sink.grpcPort());
                Program node = agent(directory, "node", NODE_ONLY, false, sink.grpcPort())) {
            Lab.say("an agent with all collectors is watched for %s", lab.agentTime());
            Duration first = lab.agentTime().minus(COUNTED);
            TimeUnit.SECONDS.sleep(first.toSeconds());
            double allBefore = all.cpuSeconds();
            double nodeBefore = node.cpuSeconds();
            double exporter = nodeExporter(directory);
            double seconds = COUNTED.toSeconds();
            double allCollections = lab.hour() ? seconds / 15 : seconds;
            double allCpu = (all.cpuSeconds() - allBefore) / allCollections * 1_000;
            double nodeCpu = (node.cpuSeconds() - nodeBefore) / seconds * 1_000;
            return rows(lab, all.residentMebibytes(), allCpu, nodeCpu, exporter);
        }
    }

    private static Program agent(Path directory, String id, String collectors, boolean hour, int gateway)
            throws IOException {
        Path config = Files.writeString(directory.resolve(id + ".yaml"), """
                agent: {id: bench-%s, dataDirectory: '%s'}
                collectors: {defaults: {interval: %s}%s}
                send: {endpoint: 'grpc://127.0.0.1:%d'}
                page: {address: 127.0.0.1, port: %d}
                """.formatted(
                        id, directory.resolve(id), hour ? "15s" : "1s", collectors, gateway, FreePorts.one()));
        List<String> command = new ArrayList<>(
                Files.isExecutable(INSTALLED)
                        ? List.of(INSTALLED.toAbsolutePath().toString())
                        : Child.javaCommand(FLAGS, AgentMain.class.getName()));
        command.addAll(List.of("run", "--config", config.toString()));
        return Program.start("agent", command, directory.resolve(id + ".log"));
    }

    /** CPU-milliseconds of one scrape over the time that counts; 0 where the program is not there. */
    private static double nodeExporter(Path directory) throws IOException, InterruptedException {
        Path program = Path.of("/usr/bin/prometheus-node-exporter");
        if (!Files.isExecutable(program)) {
            TimeUnit.SECONDS.sleep(COUNTED.toSeconds());
            return 0;
        }
        int port = FreePorts.one();
        String url = "http://127.0.0.1:" + port + "/metrics";
        try (Program exporter = Program.start(
                "node_exporter",
                List.of(program.toString(), "--web.listen-address=127.0.0.1:" + port),
                directory.resolve("exporter.log"))) {
            exporter.awaitReady(url);
            long began = System.nanoTime();
            double before = exporter.cpuSeconds();
            int scrapes = 0;
            while (System.nanoTime() - began < COUNTED.toNanos()) {
                int status = Program.get(url);
                if (status != 200) {
                    throw new IOException("node_exporter answers " + status);
                }
                scrapes++;
                TimeUnit.SECONDS.sleep(1);
            }
            return (exporter.cpuSeconds() - before) / scrapes * 1_000;
        }
    }

    private static List<Row> rows(Lab lab, double resident, double allCpu, double nodeCpu, double exporter) {
        double ratio = exporter == 0 ? 0 : nodeCpu / exporter;
        return List.of(
                new Row(
                        "agent, resident memory, all collectors",
                        Numbers.one(resident) + " MiB",
                        "",
                        "",
                        "≤ 60 MiB",
                        Row.Verdict.of(resident <= 60),
                        (lab.hour()
                                        ? "after an hour at 15 s"
                                        : "after " + lab.agentTime().toSeconds() + " s at 1 s")
                                + (Files.isExecutable(INSTALLED)
                                        ? ", as installed by make agent."
                                        : ", on a full JDK with " + String.join(" ", FLAGS)
                                                + "; make agent makes a smaller one.")),
                new Row(
                        "agent, CPU per collection ÷ a node_exporter scrape",
                        Numbers.two(nodeCpu) + " ms",
                        exporter == 0 ? "" : Numbers.two(exporter) + " ms, node_exporter",
                        exporter == 0 ? "" : Numbers.two(ratio),
                        "≤ 1.0",
                        exporter == 0 ? Row.Verdict.SKIPPED : Row.Verdict.of(ratio <= 1),
                        exporter == 0
                                ? "/usr/bin/prometheus-node-exporter is not there"
                                : String.format(
                                        "the whole process of the agent with node_exporter's collectors alone, write-ahead"
                                                + " log and sending in it, for %d s; with processes, control groups and"
                                                + " inventory too it is %.2f ms.",
                                        COUNTED.toSeconds(), allCpu)));
    }
}
