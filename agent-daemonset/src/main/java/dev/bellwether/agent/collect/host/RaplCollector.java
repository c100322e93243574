package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.Directories;
import dev.bellwether.agent.collect.read.FileText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Energy used by processor packages and their parts. The counters can be read by root alone. */
public final class RaplCollector implements Collector {
    private static final double MICROJOULES_PER_JOULE = 1_000_000.0;
    private static final int ROUNDS_BETWEEN_LISTINGS = 20;

    private record Zone(MetricFamily family, String path, String[] labels) {}

    private final String directory;
    private final FileText text = new FileText();
    private List<Zone> zones = List.of();
    private int round;

    public RaplCollector(HostPaths paths) {
        this.directory = paths.sys("class/powercap");
    }

    @Override
    public String name() {
        return "rapl";
    }

    @Override
    public void collect(SampleSink sink) {
        if (round++ % ROUNDS_BETWEEN_LISTINGS == 0) {
            list();
        }
        String begun = "";
        for (Zone zone : zones) {
            double energy = text.number(zone.path);
            if (!Double.isNaN(energy)) {
                if (!zone.family.name().equals(begun)) {
                    zone.family.begin(sink);
                    begun = zone.family.name();
                }
                sink.sample(energy / MICROJOULES_PER_JOULE, zone.labels);
            }
        }
    }

    private void list() {
        Map<String, Integer> used = new HashMap<>();
        List<Zone> found = new ArrayList<>();
        for (String device : Directories.names(directory)) {
            String path = directory + "/" + device;
            String name = text.content(path + "/name");
            if (name.isEmpty()) {
                continue;
            }
            int index = used.getOrDefault(name, 0);
            String[] parts = name.split("-", -1);
            if (parts.length == 2 && parts[1].matches("\\d{1,9}")) {
                index = Integer.parseInt(parts[1]);
                name = parts[0];
            }
            used.put(name, index + 1);
            MetricFamily family = MetricFamily.counter(
                    "node_rapl_" + name.replaceAll("[^a-zA-Z0-9_]", "_") + "_joules_total",
                    "Current RAPL " + name + " value in joules");
            found.add(new Zone(
                    family, path + "/energy_uj", new String[] {"index", Integer.toString(index), "path", path}));
        }
        found.sort((left, right) -> left.family.name().compareTo(right.family.name()));
        zones = List.copyOf(found);
    }
}
