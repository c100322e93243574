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
 * Traffic of each network device from {@code /proc/net/dev}, and the packets nobody wanted from sysfs, where alone procfs
 * does not show them.
 */
public final class NetdevCollector implements Collector {
    /** Which devices are shown, as expressions that match anywhere in the name; an empty one is switched off. */
    public record Options(String deviceInclude, String deviceExclude) {
        /** node_exporter's own choice: all. */
        public static final Options DEFAULT = new Options("", "");
    }

    private static final String[] NAMES = {
        "receive_bytes",
        "receive_packets",
        "receive_errs",
        "receive_drop",
        "receive_fifo",
        "receive_frame",
        "receive_compressed",
        "receive_multicast",
        "transmit_bytes",
        "transmit_packets",
        "transmit_errs",
        "transmit_drop",
        "transmit_fifo",
        "transmit_colls",
        "transmit_carrier",
        "transmit_compressed"
    };
    private static final MetricFamily[] FAMILIES = families();
    private static final MetricFamily NO_HANDLER = family("receive_nohandler");

    private final String path;
    private final String classDirectory;
    private final NameFilter filter;
    private final FileText text = new FileText();
    private final RowCache<Row> rows = new RowCache<>(this::newRow);
    private final List<Row> present = new ArrayList<>();

    public NetdevCollector(HostPaths paths, Options options) {
        this.path = paths.procNet("dev");
        this.classDirectory = paths.sys("class/net/");
        this.filter = new NameFilter(options.deviceInclude(), options.deviceExclude());
    }

    private static MetricFamily[] families() {
        MetricFamily[] families = new MetricFamily[NAMES.length];
        for (int i = 0; i < NAMES.length; i++) {
            families[i] = family(NAMES[i]);
        }
        return families;
    }

    private static MetricFamily family(String name) {
        return MetricFamily.counter("node_network_" + name + "_total", "Network device statistic " + name + ".");
    }

    private Row newRow(String device) {
        return new Row(device, filter.accepts(device), classDirectory);
    }

    @Override
    public String name() {
        return "netdev";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        readRows();
        for (int column = 0; column < NAMES.length; column++) {
            FAMILIES[column].begin(sink);
            for (Row row : present) {
                sink.sample(row.values[column], row.labels);
            }
        }
        boolean begun = false;
        for (Row row : present) {
            if (text.read(row.noHandlerPath)) {
                if (!begun) {
                    NO_HANDLER.begin(sink);
                    begun = true;
                }
                text.setTrimmedContent();
                sink.sample(text.asDouble(), row.labels);
            }
        }
    }

    private void readRows() throws IOException {
        text.require(path);
        rows.beginRound();
        present.clear();
        text.nextLine();
        text.nextLine();
        while (text.nextLine()) {
            if (!text.fieldUntil(':')) {
                throw new IOException(path + ": a line has no device");
            }
            Row row = text.row(rows);
            if (!row.accepted) {
                continue;
            }
            for (int column = 0; column < NAMES.length; column++) {
                if (!text.nextField()) {
                    throw new IOException(path + ": device " + row.labels[1] + " has only " + column + " columns");
                }
                row.values[column] = text.asDouble();
            }
            present.add(row);
        }
    }

    private static final class Row {
        private final boolean accepted;
        private final String[] labels;
        private final String noHandlerPath;
        private final double[] values = new double[NAMES.length];

        private Row(String device, boolean accepted, String classDirectory) {
            this.accepted = accepted;
            this.labels = new String[] {"device", device};
            this.noHandlerPath = classDirectory + device + "/statistics/rx_nohandler";
        }
    }
}
