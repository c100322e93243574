package dev.bellwether.agent.page;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.schedule.CollectorStatus;
import dev.bellwether.agent.send.SenderStatus;
import dev.bellwether.agent.wal.DropReason;
import dev.bellwether.agent.wal.WalStatus;
import dev.bellwether.model.MetricType;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The agent's own metrics, collected like any other and shown on its page. */
public final class AgentCollector implements Collector {
    /** The job of these metrics. */
    public static final String JOB = "bellwether-agent";

    private final Supplier<AgentView> view;
    private final InstantSource clock;

    public AgentCollector(Supplier<AgentView> view, InstantSource clock) {
        this.view = view;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public void collect(SampleSink sink) {
        AgentView now = view.get();
        single(
                sink,
                "bellwether_agent_build_info",
                MetricType.GAUGE,
                "The agent's version.",
                1,
                "version",
                now.version(),
                "java_version",
                System.getProperty("java.version", ""));
        single(
                sink,
                "bellwether_agent_start_time_seconds",
                MetricType.GAUGE,
                "When the agent was started, seconds since 1970.",
                now.startedMillis() / 1e3);
        single(
                sink,
                "bellwether_agent_config_last_reload_successful",
                MetricType.GAUGE,
                "Whether the newest configuration is in force.",
                now.configurationError().isEmpty() ? 1 : 0);
        single(
                sink,
                "bellwether_agent_config_last_reload_success_timestamp_seconds",
                MetricType.GAUGE,
                "When a configuration was taken last, seconds since 1970.",
                now.configurationReloadedMillis() / 1e3);
        log(sink, now.wal());
        sender(sink, now.sender());
        collections(sink, "collector", now.collectors());
        collections(sink, "target", now.targets());
        process(sink);
    }

    private void log(SampleSink sink, WalStatus wal) {
        single(
                sink,
                "bellwether_agent_wal_healthy",
                MetricType.GAUGE,
                "Whether the write-ahead log takes batches.",
                wal.trouble().isEmpty() ? 1 : 0);
        single(
                sink,
                "bellwether_agent_wal_depth_bytes",
                MetricType.GAUGE,
                "Bytes in the write-ahead log that wait for an acknowledgement.",
                wal.depthBytes());
        single(
                sink,
                "bellwether_agent_wal_depth_batches",
                MetricType.GAUGE,
                "Batches in the write-ahead log that wait for an acknowledgement.",
                wal.depthBatches());
        double age = wal.oldestMillis() == 0 ? 0 : Math.max(0, clock.millis() - wal.oldestMillis()) / 1e3;
        single(
                sink,
                "bellwether_agent_wal_oldest_age_seconds",
                MetricType.GAUGE,
                "Age of the oldest batch that was read and waits for an acknowledgement.",
                age);
        single(
                sink,
                "bellwether_agent_wal_segments",
                MetricType.GAUGE,
                "Segments of the write-ahead log.",
                wal.segments());
        single(
                sink,
                "bellwether_agent_appended_batches_total",
                MetricType.COUNTER,
                "Batches appended to the write-ahead log.",
                wal.appendedBatches());
        single(
                sink,
                "bellwether_agent_appended_samples_total",
                MetricType.COUNTER,
                "Samples appended to the write-ahead log.",
                wal.appendedSamples());
        sink.family(
                "bellwether_agent_dropped_batches_total",
                MetricType.COUNTER,
                "Batches that will never reach the gateway, by reason.");
        for (DropReason reason : DropReason.values()) {
            sink.sample(wal.droppedBatches().getOrDefault(reason, 0L), "reason", reason.label());
        }
        sink.family(
                "bellwether_agent_dropped_samples_total",
                MetricType.COUNTER,
                "Samples that will never reach the gateway, by reason, as far as they could be counted.");
        for (DropReason reason : DropReason.values()) {
            sink.sample(wal.droppedSamples().getOrDefault(reason, 0L), "reason", reason.label());
        }
    }

    private static void sender(SampleSink sink, SenderStatus sender) {
        single(
                sink,
                "bellwether_agent_connected",
                MetricType.GAUGE,
                "Whether the gateway answers.",
                sender.state() == SenderStatus.State.CONNECTED ? 1 : 0);
        sink.family("bellwether_agent_protocol", MetricType.GAUGE, "The protocol in use has the value 1.");
        for (String protocol : List.of("grpc", "http")) {
            sink.sample(protocol.equals(sender.protocol()) ? 1 : 0, "protocol", protocol);
        }
        single(
                sink,
                "bellwether_agent_connections_total",
                MetricType.COUNTER,
                "Connections to the gateway that were begun.",
                sender.connections());
        single(
                sink,
                "bellwether_agent_sent_batches_total",
                MetricType.COUNTER,
                "Batches sent, repeated ones too.",
                sender.sentBatches());
        single(
                sink,
                "bellwether_agent_sent_bytes_total",
                MetricType.COUNTER,
                "Bytes of the batches sent, before compression.",
                sender.sentBytes());
        single(
                sink,
                "bellwether_agent_in_flight_batches",
                MetricType.GAUGE,
                "Batches that were sent and have no answer yet.",
                sender.inFlight());
        sink.family("bellwether_agent_answers_total", MetricType.COUNTER, "The gateway's answers, by kind.");
        for (SenderStatus.AnswerKind kind : SenderStatus.AnswerKind.values()) {
            sink.sample(
                    sender.answers().getOrDefault(kind, 0L),
                    "answer",
                    kind.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void collections(SampleSink sink, String kind, List<CollectorStatus> all) {
        sink.family(
                "bellwether_agent_" + kind + "_duration_seconds",
                MetricType.GAUGE,
                "How long the last collection took.");
        for (CollectorStatus one : all) {
            sink.sample(one.lastSeconds(), kind, one.name());
        }
        sink.family("bellwether_agent_" + kind + "_failures_total", MetricType.COUNTER, "Collections that failed.");
        for (CollectorStatus one : all) {
            sink.sample(one.failures(), kind, one.name());
        }
    }

    private static void process(SampleSink sink) {
        Runtime runtime = Runtime.getRuntime();
        single(
                sink,
                "bellwether_agent_heap_used_bytes",
                MetricType.GAUGE,
                "Bytes of the heap in use.",
                runtime.totalMemory() - runtime.freeMemory());
        single(
                sink,
                "bellwether_agent_heap_max_bytes",
                MetricType.GAUGE,
                "Bytes that the heap may grow to.",
                runtime.maxMemory());
    }

    private static void single(
            SampleSink sink, String name, MetricType type, String help, double value, String... labels) {
        sink.family(name, type, help);
        sink.sample(value, labels);
    }
}
