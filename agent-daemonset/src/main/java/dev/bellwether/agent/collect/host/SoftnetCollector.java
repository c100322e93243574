package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What each CPU did with packets, from {@code /proc/net/softnet_stat}. Kernels of different age have 9 to 15 columns. */
public final class SoftnetCollector implements Collector {
    private static final int[] SOURCE_COLUMNS = {0, 1, 2, 8, 9, 10, 11};
    private static final MetricFamily[] FAMILIES = {
        MetricFamily.counter("node_softnet_processed_total", "Number of processed packets"),
        MetricFamily.counter("node_softnet_dropped_total", "Number of dropped packets"),
        MetricFamily.counter(
                "node_softnet_times_squeezed_total", "Number of times processing packets ran out of quota"),
        MetricFamily.counter(
                "node_softnet_cpu_collision_total",
                "Number of collision occur while obtaining device lock while transmitting"),
        MetricFamily.counter("node_softnet_received_rps_total", "Number of times cpu woken up received_rps"),
        MetricFamily.counter("node_softnet_flow_limit_count_total", "Number of times flow limit has been reached"),
        MetricFamily.gauge("node_softnet_backlog_len", "Softnet backlog status")
    };
    private static final int CPU_COLUMN = 12;
    private static final int MAX_COLUMNS = 16;

    private final String path;
    private final FileText text = new FileText();
    private final List<Row> rows = new ArrayList<>();

    public SoftnetCollector(HostPaths paths) {
        this.path = paths.procNet("softnet_stat");
    }

    @Override
    public String name() {
        return "softnet";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        text.require(path);
        int count = 0;
        while (text.nextLine()) {
            if (count == rows.size()) {
                rows.add(new Row());
            }
            Row row = rows.get(count);
            row.columns = 0;
            while (row.columns < MAX_COLUMNS && text.nextField()) {
                row.values[row.columns++] = text.asHexadecimal();
            }
            row.label(row.columns > CPU_COLUMN ? row.values[CPU_COLUMN] : count);
            count++;
        }
        for (int family = 0; family < FAMILIES.length; family++) {
            boolean begun = false;
            for (int i = 0; i < count; i++) {
                Row row = rows.get(i);
                if (SOURCE_COLUMNS[family] < row.columns) {
                    if (!begun) {
                        FAMILIES[family].begin(sink);
                        begun = true;
                    }
                    sink.sample(row.values[SOURCE_COLUMNS[family]], row.labels);
                }
            }
        }
    }

    private static final class Row {
        private final long[] values = new long[MAX_COLUMNS];
        private int columns;
        private long cpu = -1;
        private String[] labels = {};

        private void label(long newCpu) {
            if (newCpu != cpu) {
                cpu = newCpu;
                labels = new String[] {"cpu", Long.toString(newCpu)};
            }
        }
    }
}
