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

/** Entries of the ARP table by device. */
public final class ArpCollector implements Collector {
    private static final MetricFamily ENTRIES = MetricFamily.gauge("node_arp_entries", "ARP entries by device");
    private static final int FIELDS_BEFORE_DEVICE = 5;

    private final String path;
    private final FileText text = new FileText();
    private final RowCache<Row> rows = new RowCache<>(Row::new);
    private final List<Row> present = new ArrayList<>();

    public ArpCollector(HostPaths paths) {
        this.path = paths.procNet("arp");
    }

    @Override
    public String name() {
        return "arp";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        if (!text.read(path)) {
            return;
        }
        rows.beginRound();
        present.clear();
        text.nextLine();
        while (text.nextLine()) {
            if (text.skipFields(FIELDS_BEFORE_DEVICE) && text.nextField()) {
                Row row = text.row(rows);
                if (!present.contains(row)) {
                    row.entries = 0;
                    present.add(row);
                }
                row.entries++;
            }
        }
        if (!present.isEmpty()) {
            ENTRIES.begin(sink);
            for (Row row : present) {
                sink.sample(row.entries, row.labels);
            }
        }
    }

    private static final class Row {
        private final String[] labels;
        private int entries;

        private Row(String device) {
            this.labels = new String[] {"device", device};
        }
    }
}
