package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;

/** How many links each bond has, and how many of them are up. */
public final class BondingCollector implements Collector {
    private static final MetricFamily SLAVES =
            MetricFamily.gauge("node_bonding_slaves", "Number of configured slaves per bonding interface.");
    private static final MetricFamily ACTIVE =
            MetricFamily.gauge("node_bonding_active", "Number of active slaves per bonding interface.");

    private final String directory;
    private final FileText text = new FileText();

    public BondingCollector(HostPaths paths) {
        this.directory = paths.sys("class/net/");
    }

    @Override
    public String name() {
        return "bonding";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        if (!text.read(directory + "bonding_masters")) {
            return;
        }
        String content = text.trimmedContent();
        if (content.isEmpty()) {
            return;
        }
        String[] masters = content.split("\\s+", -1);
        int[] active = new int[masters.length];
        SLAVES.begin(sink);
        for (int i = 0; i < masters.length; i++) {
            text.require(directory + masters[i] + "/bonding/slaves");
            String slaves = text.trimmedContent();
            String[] names = slaves.isEmpty() ? new String[0] : slaves.split("\\s+", -1);
            for (String slave : names) {
                active[i] += isUp(masters[i], slave) ? 1 : 0;
            }
            sink.sample(names.length, "master", masters[i]);
        }
        ACTIVE.begin(sink);
        for (int i = 0; i < masters.length; i++) {
            sink.sample(active[i], "master", masters[i]);
        }
    }

    private boolean isUp(String master, String slave) {
        String status = text.content(directory + master + "/lower_" + slave + "/bonding_slave/mii_status");
        if (status.isEmpty()) {
            status = text.content(directory + master + "/slave_" + slave + "/bonding_slave/mii_status");
        }
        return status.equals("up");
    }
}
