package dev.bellwether.bench;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.CollectorCatalog;
import dev.bellwether.agent.collect.CollectorDefinition;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.model.MetricType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Records what this machine's collectors say, a tick a second. Used once, by one thread. */
final class TraceRecorder {
    private final Map<TracedSeries, TracedSeries> known = new HashMap<>();

    /** Reads all collectors that run by default, as often as asked for; blocks for that many seconds. */
    MachineTrace record(int ticks) throws InterruptedException {
        List<Collector> collectors = new ArrayList<>();
        for (CollectorDefinition definition : CollectorCatalog.standard().definitions()) {
            // The inventory is read in a process of its own every six hours: it has no ticks.
            if (definition.enabledByDefault() && !definition.name().equals("inventory")) {
                collectors.add(definition.create(HostPaths.ofMachine(), Map.of()));
            }
        }
        List<MachineTrace.Tick> recorded = new ArrayList<>();
        long next = System.nanoTime();
        for (int i = 0; i < ticks; i++) {
            recorded.add(tick(collectors));
            next += TimeUnit.SECONDS.toNanos(1);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
        }
        return new MachineTrace(recorded);
    }

    private MachineTrace.Tick tick(List<Collector> collectors) throws InterruptedException {
        Recording recording = new Recording();
        for (Collector collector : collectors) {
            int before = recording.series.size();
            recording.begin(collector.name());
            try {
                collector.collect(recording);
            } catch (IOException e) {
                // As in the agent: what a failed collection had handed over does not count.
                recording.series.subList(before, recording.series.size()).clear();
                recording.values.subList(before, recording.values.size()).clear();
            }
        }
        return new MachineTrace.Tick(
                List.copyOf(recording.series),
                recording.values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private final class Recording implements SampleSink {
        private final List<TracedSeries> series = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();
        private String collector = "";
        private String entity = "";
        private String family = "";
        private MetricType type = MetricType.UNKNOWN;
        private String help = "";

        void begin(String newCollector) {
            collector = newCollector;
            entity = newCollector;
        }

        @Override
        public void entity(String key) {
            entity = collector + "/" + key;
        }

        @Override
        public void family(String name, MetricType newType, String newHelp) {
            family = name;
            type = newType;
            help = newHelp;
        }

        @Override
        public void sample(double value, String... labels) {
            suffixed("", value, labels);
        }

        @Override
        public void suffixed(String suffix, double value, String... labels) {
            TracedSeries made = new TracedSeries(entity, family, type, help, suffix, Arrays.asList(labels));
            TracedSeries first = known.putIfAbsent(made, made);
            series.add(first == null ? made : first);
            values.add(value);
        }
    }
}
