package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.Directories;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What sysfs shows of each CPU: throttling of cores and packages, online, isolated. Used by one thread. */
final class CpuTopology {
    private static final int ROUNDS_BETWEEN_LISTINGS = 20;

    private static final MetricFamily PACKAGE_THROTTLES = MetricFamily.counter(
            "node_cpu_package_throttles_total", "Number of times this CPU package has been throttled.");
    private static final MetricFamily CORE_THROTTLES =
            MetricFamily.counter("node_cpu_core_throttles_total", "Number of times this CPU core has been throttled.");
    private static final MetricFamily ISOLATED = MetricFamily.gauge(
            "node_cpu_isolated", "Whether each core is isolated, information from /sys/devices/system/cpu/isolated.");
    private static final MetricFamily ONLINE =
            MetricFamily.gauge("node_cpu_online", "CPUs that are online and being scheduled.");

    private final String directory;
    private List<Cpu> cpus = List.of();
    private List<String[]> isolated = List.of();
    private List<Counter> packageThrottles = List.of();
    private List<Counter> coreThrottles = List.of();
    private int round;

    CpuTopology(HostPaths paths) {
        this.directory = paths.sys("devices/system/cpu");
    }

    void collect(FileText text, SampleSink sink) throws IOException {
        if (round++ % ROUNDS_BETWEEN_LISTINGS == 0) {
            list(text);
        }
        if (!isolated.isEmpty()) {
            ISOLATED.begin(sink);
            for (String[] labels : isolated) {
                sink.sample(1, labels);
            }
        }
        collectCounters(PACKAGE_THROTTLES, packageThrottles, text, sink);
        collectCounters(CORE_THROTTLES, coreThrottles, text, sink);
        if (!cpus.isEmpty() && Directories.exists(cpus.getFirst().onlinePath)) {
            ONLINE.begin(sink);
            for (Cpu cpu : cpus) {
                boolean online =
                        text.read(cpu.onlinePath) && text.trimmedContent().equals("1");
                sink.sample(online ? 1 : 0, cpu.labels);
            }
        }
    }

    private static void collectCounters(MetricFamily family, List<Counter> counters, FileText text, SampleSink sink)
            throws IOException {
        if (counters.isEmpty()) {
            return;
        }
        family.begin(sink);
        for (Counter counter : counters) {
            if (text.read(counter.path)) {
                text.setTrimmedContent();
                sink.sample(text.asDouble(), counter.labels);
            }
        }
    }

    private void list(FileText text) throws IOException {
        List<Cpu> found = new ArrayList<>();
        for (String name : Directories.names(directory)) {
            if (name.startsWith("cpu") && name.length() > 3 && Character.isDigit(name.charAt(3))) {
                found.add(new Cpu(Integer.parseInt(name.substring(3)), directory + "/" + name));
            }
        }
        found.sort(Comparator.comparingInt(cpu -> cpu.number));
        cpus = List.copyOf(found);
        isolated = readIsolated(text);
        List<Counter> packages = new ArrayList<>();
        List<Counter> cores = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Cpu cpu : cpus) {
            String packageId = content(text, cpu.directory + "/topology/physical_package_id");
            String coreId = content(text, cpu.directory + "/topology/core_id");
            if (packageId == null || coreId == null) {
                continue;
            }
            String coreCount = cpu.directory + "/thermal_throttle/core_throttle_count";
            if (Directories.exists(coreCount) && seen.add(packageId + "/" + coreId)) {
                cores.add(new Counter(coreCount, "package", packageId, "core", coreId));
            }
            String packageCount = cpu.directory + "/thermal_throttle/package_throttle_count";
            if (Directories.exists(packageCount) && seen.add(packageId)) {
                packages.add(new Counter(packageCount, "package", packageId));
            }
        }
        packageThrottles = List.copyOf(packages);
        coreThrottles = List.copyOf(cores);
    }

    private List<String[]> readIsolated(FileText text) throws IOException {
        String ranges = content(text, directory + "/isolated");
        if (ranges == null || ranges.isEmpty()) {
            return List.of();
        }
        List<String[]> labels = new ArrayList<>();
        for (String range : ranges.split(",", -1)) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
            for (int cpu = first; cpu <= last; cpu++) {
                labels.add(new String[] {"cpu", Integer.toString(cpu)});
            }
        }
        return List.copyOf(labels);
    }

    private static @Nullable String content(FileText text, String path) throws IOException {
        return text.read(path) ? text.trimmedContent() : null;
    }

    private static final class Cpu {
        private final int number;
        private final String directory;
        private final String onlinePath;
        private final String[] labels;

        private Cpu(int number, String directory) {
            this.number = number;
            this.directory = directory;
            this.onlinePath = directory + "/online";
            this.labels = new String[] {"cpu", Integer.toString(number)};
        }
    }

    private static final class Counter {
        private final String path;
        private final String[] labels;

        private Counter(String path, String... labels) {
            this.path = path;
            this.labels = labels;
        }
    }
}
