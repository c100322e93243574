package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pressure stall information; nothing where the kernel has it switched off. */
public final class PressureCollector implements Collector {
    private record Resource(
            String file,
            @Nullable MetricFamily some,
            @Nullable MetricFamily full) {}

    private static final List<Resource> RESOURCES = List.of(
            new Resource(
                    "cpu",
                    family("cpu_waiting", "Total time in seconds that processes have waited for CPU time"),
                    null),
            new Resource(
                    "io",
                    family("io_waiting", "Total time in seconds that processes have waited due to IO congestion"),
                    family("io_stalled", "Total time in seconds no process could make progress due to IO congestion")),
            new Resource(
                    "memory",
                    family("memory_waiting", "Total time in seconds that processes have waited for memory"),
                    family(
                            "memory_stalled",
                            "Total time in seconds no process could make progress due to memory congestion")),
            new Resource(
                    "irq",
                    null,
                    family(
                            "irq_stalled",
                            "Total time in seconds no process could make progress due to IRQ congestion")));

    private final String directory;
    private final FileText text = new FileText();

    public PressureCollector(HostPaths paths) {
        this.directory = paths.proc("pressure/");
    }

    private static MetricFamily family(String name, String help) {
        return MetricFamily.counter("node_pressure_" + name + "_seconds_total", help);
    }

    @Override
    public String name() {
        return "pressure";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        for (Resource resource : RESOURCES) {
            if (text.attempt(directory + resource.file) != FileText.Outcome.READ) {
                continue;
            }
            while (text.nextLine()) {
                if (!text.nextField()) {
                    continue;
                }
                MetricFamily family = text.is("some") ? resource.some : text.is("full") ? resource.full : null;
                if (family != null) {
                    collectTotal(family, sink);
                }
            }
        }
    }

    private void collectTotal(MetricFamily family, SampleSink sink) throws IOException {
        while (text.nextField()) {
            if (text.startsWith("total=")) {
                text.dropFirst("total=".length());
                family.single(sink, text.asDouble() / 1000.0 / 1000.0);
            }
        }
    }
}
