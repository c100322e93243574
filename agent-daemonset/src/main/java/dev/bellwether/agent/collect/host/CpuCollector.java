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

/**
 * Time of each CPU by mode from {@code /proc/stat}, thermal throttling and which CPUs are online or isolated from sysfs.
 * A counter that the kernel shows smaller than before keeps its value, as in node_exporter.
 */
public final class CpuCollector implements Collector {
    /** Which parts are shown. */
    public record Options(boolean guest, boolean info) {
        /** node_exporter's own choice. */
        public static final Options DEFAULT = new Options(true, false);
    }

    private static final double TICKS_PER_SECOND = 100;
    private static final double IDLE_JUMP_SECONDS = 3;
    private static final String[] MODES = {"user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"};
    private static final int IDLE = 3;
    private static final int GUEST_USER = 8;
    private static final int GUEST_NICE = 9;
    private static final int COLUMNS = 10;

    private static final MetricFamily SECONDS =
            MetricFamily.counter("node_cpu_seconds_total", "Seconds the CPUs spent in each mode.");
    private static final MetricFamily GUEST_SECONDS = MetricFamily.counter(
            "node_cpu_guest_seconds_total", "Seconds the CPUs spent in guests (VMs) for each mode.");

    private final String statPath;
    private final Options options;
    private final CpuTopology topology;
    private final CpuInformation information;
    private final FileText text = new FileText();
    private final RowCache<Row> rows = new RowCache<>(Row::new);
    private final List<Row> present = new ArrayList<>();

    public CpuCollector(HostPaths paths, Options options) {
        this.statPath = paths.proc("stat");
        this.options = options;
        this.topology = new CpuTopology(paths);
        this.information = new CpuInformation(paths);
    }

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        readTimes();
        if (present.isEmpty()) {
            throw new IOException(statPath + ": has no line of a CPU");
        }
        if (options.info()) {
            information.collect(text, sink);
        }
        SECONDS.begin(sink);
        for (Row row : present) {
            for (int mode = 0; mode < MODES.length; mode++) {
                sink.sample(row.seconds[mode], row.modeLabels[mode]);
            }
        }
        if (options.guest()) {
            GUEST_SECONDS.begin(sink);
            for (Row row : present) {
                sink.sample(row.seconds[GUEST_USER], row.modeLabels[0]);
                sink.sample(row.seconds[GUEST_NICE], row.modeLabels[1]);
            }
        }
        topology.collect(text, sink);
    }

    private void readTimes() throws IOException {
        text.require(statPath);
        rows.beginRound();
        present.clear();
        while (text.nextLine()) {
            if (!text.nextField() || !text.startsWith("cpu")) {
                break;
            }
            if (text.is("cpu")) {
                continue;
            }
            text.dropFirst(3);
            Row row = text.row(rows);
            for (int column = 0; column < COLUMNS && text.nextField(); column++) {
                row.fresh[column] = text.asDouble() / TICKS_PER_SECOND;
            }
            row.advance();
            present.add(row);
        }
    }

    private static final class Row {
        private final String[][] modeLabels = new String[MODES.length][];
        private final double[] fresh = new double[COLUMNS];
        private final double[] seconds = new double[COLUMNS];

        private Row(String cpu) {
            for (int mode = 0; mode < MODES.length; mode++) {
                modeLabels[mode] = new String[] {"cpu", cpu, "mode", MODES[mode]};
            }
        }

        private void advance() {
            boolean reset = seconds[IDLE] - fresh[IDLE] >= IDLE_JUMP_SECONDS;
            for (int column = 0; column < COLUMNS; column++) {
                seconds[column] = reset ? fresh[column] : Math.max(seconds[column], fresh[column]);
            }
        }
    }
}
