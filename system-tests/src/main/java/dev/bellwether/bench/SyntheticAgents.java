package dev.bellwether.bench;

import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.model.MetricType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The series of {@link SyntheticSeries}, each instance an agent of its own. For one thread at a time. */
final class SyntheticAgents implements AutoCloseable {
    private final List<BenchAgent> agents = new ArrayList<>();
    private final int metrics;

    SyntheticAgents(int instances, int metrics, Path directory, int gatewayPort) throws IOException {
        this.metrics = metrics;
        for (int i = 0; i < instances; i++) {
            agents.add(new BenchAgent(SyntheticSeries.instance(i), "bench", directory, gatewayPort));
        }
    }

    /** Sends one sample of each series, stamped alike. */
    void pushAll(long timeMillis) {
        for (int i = 0; i < agents.size(); i++) {
            int instance = i;
            agents.get(i).collect(timeMillis, sink -> play(sink, instance, timeMillis));
            agents.get(i).maintain();
        }
    }

    private void play(SampleSink sink, int instance, long timeMillis) {
        for (int metric = 0; metric < metrics; metric++) {
            sink.family(SyntheticSeries.metric(metric), MetricType.GAUGE, "");
            sink.sample(SyntheticSeries.value(instance, metric, timeMillis));
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (BenchAgent agent : agents) {
            agent.close();
        }
    }
}
