package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;

/** The three load averages. */
public final class LoadavgCollector implements Collector {
    private static final MetricFamily[] LOADS = {
        MetricFamily.gauge("node_load1", "1m load average."),
        MetricFamily.gauge("node_load5", "5m load average."),
        MetricFamily.gauge("node_load15", "15m load average.")
    };

    private final String path;
    private final FileText text = new FileText();

    public LoadavgCollector(HostPaths paths) {
        this.path = paths.proc("loadavg");
    }

    @Override
    public String name() {
        return "loadavg";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        text.require(path);
        text.nextLine();
        for (MetricFamily load : LOADS) {
            if (!text.nextField()) {
                throw new IOException(path + ": has fewer than three numbers");
            }
            load.single(sink, text.asDouble());
        }
    }
}
