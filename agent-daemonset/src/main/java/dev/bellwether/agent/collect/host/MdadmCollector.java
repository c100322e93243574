package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Software RAID from {@code /proc/mdstat}. */
public final class MdadmCollector implements Collector {
    private static final MetricFamily STATE = MetricFamily.gauge("node_md_state", "Indicates the state of md-device.");
    private static final MetricFamily DISKS =
            MetricFamily.gauge("node_md_disks", "Number of active/failed/spare disks of device.");
    private static final MetricFamily REQUIRED =
            MetricFamily.gauge("node_md_disks_required", "Total number of disks of device.");
    private static final MetricFamily BLOCKS =
            MetricFamily.gauge("node_md_blocks", "Total number of blocks on device.");
    private static final MetricFamily SYNCED =
            MetricFamily.gauge("node_md_blocks_synced", "Number of blocks synced on device.");

    /** The label's value, and the state of an array that it stands for. */
    private static final String[][] STATES = {
        {"active", "active"},
        {"inactive", "inactive"},
        {"recovering", "recovering"},
        {"resync", "resyncing"},
        {"check", "checking"}
    };

    private final String path;
    private final FileText text = new FileText();

    public MdadmCollector(HostPaths paths) {
        this.path = paths.proc("mdstat");
    }

    @Override
    public String name() {
        return "mdadm";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        if (!text.read(path)) {
            return;
        }
        List<String> lines = new ArrayList<>();
        while (text.nextLine()) {
            text.restOfLine();
            lines.add(text.asText());
        }
        List<RaidArray> arrays = RaidArray.parse(lines);
        if (arrays.isEmpty()) {
            return;
        }
        STATE.begin(sink);
        for (RaidArray array : arrays) {
            for (String[] state : STATES) {
                sink.sample(array.state().equals(state[1]) ? 1 : 0, "device", array.device(), "state", state[0]);
            }
        }
        DISKS.begin(sink);
        for (RaidArray array : arrays) {
            sink.sample(array.active(), "device", array.device(), "state", "active");
            sink.sample(array.failed(), "device", array.device(), "state", "failed");
            sink.sample(array.spare(), "device", array.device(), "state", "spare");
        }
        REQUIRED.begin(sink);
        for (RaidArray array : arrays) {
            sink.sample(array.required(), "device", array.device());
        }
        BLOCKS.begin(sink);
        for (RaidArray array : arrays) {
            sink.sample(array.blocks(), "device", array.device());
        }
        SYNCED.begin(sink);
        for (RaidArray array : arrays) {
            sink.sample(array.synced(), "device", array.device());
        }
    }
}
