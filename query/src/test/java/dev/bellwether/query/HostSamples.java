package dev.bellwether.query;

import dev.bellwether.model.Labels;
import dev.bellwether.promql.memory.InMemorySeries;

/** What a small host says of itself in five minutes: two cores, a quarter busy. */
final class HostSamples {
    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    private HostSamples() {}

    static void add(InMemorySeries series, String instance) {
        for (long time = ApiFixture.NOW - 300_000; time <= ApiFixture.NOW; time += 15_000) {
            double seconds = (time - ApiFixture.START) / 1e3;
            for (String cpu : new String[] {"0", "1"}) {
                put(series, time, seconds * 0.75, instance, "node_cpu_seconds_total", "cpu", cpu, "mode", "idle");
                put(series, time, seconds * 0.25, instance, "node_cpu_seconds_total", "cpu", cpu, "mode", "user");
            }
            put(series, time, 0.5, instance, "node_load1");
            put(series, time, 4 * GIBIBYTE, instance, "node_memory_MemTotal_bytes");
            put(series, time, GIBIBYTE, instance, "node_memory_MemAvailable_bytes");
            String[] root = {"mountpoint", "/", "device", "/dev/vda1", "fstype", "ext4"};
            put(series, time, 40 * GIBIBYTE, instance, "node_filesystem_size_bytes", root);
            put(series, time, 10 * GIBIBYTE, instance, "node_filesystem_avail_bytes", root);
            put(series, time, ApiFixture.NOW / 1e3 - 86_400, instance, "node_boot_time_seconds");
            put(series, time, seconds * 4096, instance, "node_disk_read_bytes_total", "device", "vda");
            put(series, time, seconds * 100, instance, "node_network_receive_bytes_total", "device", "eth0");
            put(series, time, 2, instance, "namedprocess_namegroup_num_procs", "groupname", "java");
            put(
                    series,
                    time,
                    seconds * 0.3,
                    instance,
                    "namedprocess_namegroup_cpu_seconds_total",
                    "groupname",
                    "java",
                    "mode",
                    "user");
            put(
                    series,
                    time,
                    seconds * 0.2,
                    instance,
                    "namedprocess_namegroup_cpu_seconds_total",
                    "groupname",
                    "java",
                    "mode",
                    "system");
            put(
                    series,
                    time,
                    1024,
                    instance,
                    "namedprocess_namegroup_memory_bytes",
                    "groupname",
                    "java",
                    "memtype",
                    "resident");
            put(series, time, 1, instance, "bellwether_agent_build_info", "version", "1.2.3");
        }
    }

    private static void put(
            InMemorySeries series, long time, double value, String instance, String metric, String... labels) {
        Labels.Builder all = Labels.of(labels).toBuilder();
        all.set(Labels.METRIC_NAME, metric).set("instance", instance);
        series.add(all.build(), time, value);
    }
}
