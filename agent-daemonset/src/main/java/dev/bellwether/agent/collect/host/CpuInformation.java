package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code node_cpu_info} from {@code /proc/cpuinfo}: one sample a CPU, off unless asked for. Used by one thread. */
final class CpuInformation {
    private static final MetricFamily INFO = MetricFamily.gauge("node_cpu_info", "CPU information from /proc/cpuinfo.");
    private static final Map<String, String> LABELS = Map.of(
            "physical id", "package",
            "core id", "core",
            "processor", "cpu",
            "vendor_id", "vendor",
            "cpu family", "family",
            "model", "model",
            "model name", "model_name",
            "microcode", "microcode",
            "stepping", "stepping",
            "cache size", "cachesize");

    private final String path;

    CpuInformation(HostPaths paths) {
        this.path = paths.proc("cpuinfo");
    }

    void collect(FileText text, SampleSink sink) throws IOException {
        if (!text.read(path)) {
            return;
        }
        INFO.begin(sink);
        Map<String, String> labels = new LinkedHashMap<>();
        while (text.nextLine()) {
            if (!text.fieldUntil(':')) {
                show(labels, sink);
                continue;
            }
            String label = LABELS.get(text.asText());
            if (label != null) {
                text.restOfLine();
                labels.put(label, text.asText());
            }
        }
        show(labels, sink);
    }

    private static void show(Map<String, String> labels, SampleSink sink) {
        if (labels.containsKey("cpu")) {
            String[] pairs = new String[labels.size() * 2];
            int next = 0;
            for (Map.Entry<String, String> label : labels.entrySet()) {
                pairs[next++] = label.getKey();
                pairs[next++] = label.getValue();
            }
            sink.sample(1, pairs);
        }
        labels.clear();
    }
}
