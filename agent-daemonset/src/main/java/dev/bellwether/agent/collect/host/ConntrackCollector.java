package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.util.Arrays;

/** Connection tracking; nothing where the kernel has no such table. */
public final class ConntrackCollector implements Collector {
    private static final MetricFamily ENTRIES = MetricFamily.gauge(
            "node_nf_conntrack_entries", "Number of currently allocated flow entries for connection tracking.");
    private static final MetricFamily LIMIT =
            MetricFamily.gauge("node_nf_conntrack_entries_limit", "Maximum size of connection tracking table.");
    private static final String[] COLUMNS = {
        "found", "invalid", "ignore", "insert", "insert_failed", "drop", "early_drop", "search_restart"
    };
    private static final MetricFamily[] FAMILIES = {
        stat("found", "Number of searched entries which were successful."),
        stat("invalid", "Number of packets seen which can not be tracked."),
        stat("ignore", "Number of packets seen which are already connected to a conntrack entry."),
        stat("insert", "Number of entries inserted into the list."),
        stat("insert_failed", "Number of entries for which list insertion was attempted but failed."),
        stat("drop", "Number of packets dropped due to conntrack failure."),
        stat(
                "early_drop",
                "Number of dropped conntrack entries to make room for new ones, if maximum table size was reached."),
        stat("search_restart", "Number of conntrack table lookups which had to be restarted due to hashtable resizes.")
    };
    private static final int MAX_COLUMNS = 32;

    private final String countPath;
    private final String limitPath;
    private final String statPath;
    private final FileText text = new FileText();
    private final int[] targets = new int[MAX_COLUMNS];
    private final double[] sums = new double[COLUMNS.length];

    public ConntrackCollector(HostPaths paths) {
        this.countPath = paths.proc("sys/net/netfilter/nf_conntrack_count");
        this.limitPath = paths.proc("sys/net/netfilter/nf_conntrack_max");
        this.statPath = paths.procNet("stat/nf_conntrack");
    }

    private static MetricFamily stat(String name, String help) {
        return MetricFamily.gauge("node_nf_conntrack_stat_" + name, help);
    }

    @Override
    public String name() {
        return "conntrack";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        double entries = text.number(countPath);
        double limit = text.number(limitPath);
        if (Double.isNaN(entries) || Double.isNaN(limit)) {
            return;
        }
        ENTRIES.single(sink, entries);
        LIMIT.single(sink, limit);
        if (text.attempt(statPath) != FileText.Outcome.READ || !text.nextLine()) {
            return;
        }
        int columns = readHeader();
        Arrays.fill(sums, 0);
        while (text.nextLine()) {
            for (int column = 0; column < columns && text.nextField(); column++) {
                if (targets[column] >= 0) {
                    sums[targets[column]] += text.asHexadecimal();
                }
            }
        }
        for (int i = 0; i < COLUMNS.length; i++) {
            FAMILIES[i].single(sink, sums[i]);
        }
    }

    private int readHeader() {
        int columns = 0;
        while (columns < MAX_COLUMNS && text.nextField()) {
            int target = -1;
            for (int i = 0; i < COLUMNS.length; i++) {
                if (text.is(COLUMNS[i])) {
                    target = i;
                }
            }
            targets[columns++] = target;
        }
        return columns;
    }
}
