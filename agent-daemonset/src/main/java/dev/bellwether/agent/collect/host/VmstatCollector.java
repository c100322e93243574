package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.NameFilter;
import dev.bellwether.agent.collect.read.RowCache;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Chosen fields of {@code /proc/vmstat}. */
public final class VmstatCollector implements Collector {
    /** node_exporter's own choice of fields. */
    public static final String DEFAULT_FIELDS = "^(oom_kill|pgpg|pswp|pg.*fault).*";

    private final String path;
    private final NameFilter fields;
    private final FileText text = new FileText();
    private final RowCache<Field> rows = new RowCache<>(this::newField);

    /** A collector of the fields that match an expression. */
    public VmstatCollector(HostPaths paths, String fields) {
        this.path = paths.proc("vmstat");
        this.fields = new NameFilter(fields, "");
    }

    private Field newField(String name) {
        return new Field(
                fields.accepts(name)
                        ? MetricFamily.unknown("node_vmstat_" + name, "/proc/vmstat information field " + name + ".")
                        : null);
    }

    @Override
    public String name() {
        return "vmstat";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        text.require(path);
        rows.beginRound();
        while (text.nextLine()) {
            if (text.nextField()) {
                Field field = text.row(rows);
                if (field.family != null && text.nextField()) {
                    field.family.single(sink, text.asDouble());
                }
            }
        }
    }

    private record Field(@Nullable MetricFamily family) {}
}
