package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.RowCache;
import java.io.IOException;

/** Every field of {@code /proc/meminfo}, in bytes where the kernel gives a size. */
public final class MeminfoCollector implements Collector {
    private static final double BYTES_PER_UNIT = 1024;

    private final String path;
    private final FileText text = new FileText();
    private final RowCache<Field> fields = new RowCache<>(Field::of);

    public MeminfoCollector(HostPaths paths) {
        this.path = paths.proc("meminfo");
    }

    @Override
    public String name() {
        return "meminfo";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        text.require(path);
        fields.beginRound();
        while (text.nextLine()) {
            if (!text.fieldUntil(':')) {
                continue;
            }
            Field field = text.row(fields);
            if (!text.nextField()) {
                continue;
            }
            double value = text.asDouble();
            if (text.nextField()) {
                field.bytes.single(sink, value * BYTES_PER_UNIT);
            } else {
                field.plain.single(sink, value);
            }
        }
    }

    private record Field(MetricFamily plain, MetricFamily bytes) {
        private static Field of(String name) {
            String key = name.replace('(', '_').replace(")", "");
            return new Field(family(key), family(key + "_bytes"));
        }

        private static MetricFamily family(String key) {
            return MetricFamily.gauge("node_memory_" + key, "Memory information field " + key + ".");
        }
    }
}
