package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.RowCache;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the scheduler counts of each CPU; nothing where the kernel is built without it. */
public final class SchedstatCollector implements Collector {
    private static final double NANOSECONDS_PER_SECOND = 1e9;
    private static final int FIELDS_BEFORE = 6;
    private static final MetricFamily RUNNING = MetricFamily.counter(
            "node_schedstat_running_seconds_total", "Number of seconds CPU spent running a process.");
    private static final MetricFamily WAITING = MetricFamily.counter(
            "node_schedstat_waiting_seconds_total", "Number of seconds spent by processing waiting for this CPU.");
    private static final MetricFamily SLICES =
            MetricFamily.counter("node_schedstat_timeslices_total", "Number of timeslices executed by CPU.");

    private final String path;
    private final FileText text = new FileText();
    private final RowCache<Row> rows = new RowCache<>(Row::new);
    private final List<Row> present = new ArrayList<>();

    public SchedstatCollector(HostPaths paths) {
        this.path = paths.proc("schedstat");
    }

    @Override
    public String name() {
        return "schedstat";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        if (!text.read(path)) {
            return;
        }
        rows.beginRound();
        present.clear();
        while (text.nextLine()) {
            if (!text.nextField() || !text.startsWith("cpu")) {
                continue;
            }
            text.dropFirst(3);
            Row row = text.row(rows);
            if (!text.skipFields(FIELDS_BEFORE)) {
                throw new IOException(path + ": a line of a CPU is too short");
            }
            for (int i = 0; i < row.values.length; i++) {
                if (!text.nextField()) {
                    throw new IOException(path + ": a line of a CPU is too short");
                }
                row.values[i] = text.asDouble();
            }
            present.add(row);
        }
        if (present.isEmpty()) {
            return;
        }
        RUNNING.begin(sink);
        for (Row row : present) {
            sink.sample(row.values[0] / NANOSECONDS_PER_SECOND, row.labels);
        }
        WAITING.begin(sink);
        for (Row row : present) {
            sink.sample(row.values[1] / NANOSECONDS_PER_SECOND, row.labels);
        }
        SLICES.begin(sink);
        for (Row row : present) {
            sink.sample(row.values[2], row.labels);
        }
    }

    private static final class Row {
        private final String[] labels;
        private final double[] values = new double[3];

        private Row(String cpu) {
            this.labels = new String[] {"cpu", cpu};
        }
    }
}
