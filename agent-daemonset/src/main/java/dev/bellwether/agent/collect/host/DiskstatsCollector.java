package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.NameFilter;
import dev.bellwether.agent.collect.read.RowCache;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Input and output of each block device from {@code /proc/diskstats}, with what udev knows of it.
 *
 * @see <a href="https://www.kernel.org/doc/Documentation/iostats.txt">the kernel's description of the columns</a>
 */
public final class DiskstatsCollector implements Collector {
    /** Which devices are shown, as expressions that match anywhere in the name; an empty one is switched off. */
    public record Options(String deviceInclude, String deviceExclude) {
        /** node_exporter's own choice: no RAM disks, loops, floppies and partitions. */
        public static final Options DEFAULT = new Options("", "^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\\d+n\\d+p)\\d+$");
    }

    private static final double SECTOR_BYTES = 512;
    private static final double SECONDS_PER_MILLISECOND = 1.0 / 1000.0;

    private record Column(MetricFamily family, double factor) {}

    private static final Column[] COLUMNS = {
        count("reads_completed_total", "The total number of reads completed successfully."),
        count("reads_merged_total", "The total number of reads merged."),
        column("read_bytes_total", "The total number of bytes read successfully.", SECTOR_BYTES),
        seconds("read_time_seconds_total", "The total number of seconds spent by all reads."),
        count("writes_completed_total", "The total number of writes completed successfully."),
        count("writes_merged_total", "The number of writes merged."),
        column("written_bytes_total", "The total number of bytes written successfully.", SECTOR_BYTES),
        seconds("write_time_seconds_total", "This is the total number of seconds spent by all writes."),
        new Column(MetricFamily.gauge("node_disk_io_now", "The number of I/Os currently in progress."), 1),
        seconds("io_time_seconds_total", "Total seconds spent doing I/Os."),
        seconds("io_time_weighted_seconds_total", "The weighted # of seconds spent doing I/Os."),
        count("discards_completed_total", "The total number of discards completed successfully."),
        count("discards_merged_total", "The total number of discards merged."),
        count("discarded_sectors_total", "The total number of sectors discarded successfully."),
        seconds("discard_time_seconds_total", "This is the total number of seconds spent by all discards."),
        count("flush_requests_total", "The total number of flush requests completed successfully"),
        seconds("flush_requests_time_seconds_total", "This is the total number of seconds spent by all flush requests.")
    };

    private final String path;
    private final NameFilter filter;
    private final BlockDeviceProperties properties;
    private final FileText text = new FileText();
    private final RowCache<Row> rows = new RowCache<>(this::newRow);
    private final List<Row> present = new ArrayList<>();

    public DiskstatsCollector(HostPaths paths, Options options) {
        this.path = paths.proc("diskstats");
        this.filter = new NameFilter(options.deviceInclude(), options.deviceExclude());
        this.properties = new BlockDeviceProperties(paths);
    }

    private static Column count(String name, String help) {
        return column(name, help, 1);
    }

    private static Column seconds(String name, String help) {
        return column(name, help, SECONDS_PER_MILLISECOND);
    }

    private static Column column(String name, String help, double factor) {
        return new Column(MetricFamily.counter("node_disk_" + name, help), factor);
    }

    private Row newRow(String device) {
        return new Row(device, filter.accepts(device));
    }

    @Override
    public String name() {
        return "diskstats";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        readRows();
        for (int column = 0; column < COLUMNS.length; column++) {
            boolean begun = false;
            for (Row row : present) {
                if (column < row.columns) {
                    if (!begun) {
                        COLUMNS[column].family.begin(sink);
                        begun = true;
                    }
                    sink.sample(row.values[column] * COLUMNS[column].factor, row.labels);
                }
            }
        }
        properties.beginRound();
        for (Row row : present) {
            properties.add(text, row.device, row.major, row.minor);
        }
        properties.collect(sink);
    }

    private void readRows() throws IOException {
        text.require(path);
        rows.beginRound();
        present.clear();
        while (text.nextLine()) {
            if (!text.nextField()) {
                continue;
            }
            int major = (int) text.asLong();
            if (!text.nextField()) {
                continue;
            }
            int minor = (int) text.asLong();
            if (!text.nextField()) {
                continue;
            }
            Row row = text.row(rows);
            if (!row.accepted) {
                continue;
            }
            row.major = major;
            row.minor = minor;
            row.columns = 0;
            while (row.columns < COLUMNS.length && text.nextField()) {
                row.values[row.columns++] = text.asDouble();
            }
            present.add(row);
        }
    }

    private static final class Row {
        private final String device;
        private final boolean accepted;
        private final String[] labels;
        private final double[] values = new double[COLUMNS.length];
        private int columns;
        private int major;
        private int minor;

        private Row(String device, boolean accepted) {
            this.device = device;
            this.accepted = accepted;
            this.labels = new String[] {"device", device};
        }
    }
}
