package dev.bellwether.agent.demo;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.model.MetricType;
import java.time.InstantSource;
import java.util.Random;

/**
 * One machine that does not exist, under node_exporter's names: CPU, memory, load, disk, file system, network. Its numbers
 * belong together: where the CPU is busy, load, network and disk are too. The same number gives the same machine.
 */
final class SimulatedMachine implements Collector {
    private static final String[] MODES = {"idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"};
    private static final Role[] ROLES = Role.values();
    private static final long UP_SECONDS = 40L * 86_400;
    private static final double DISK_BYTES = 200e9;

    private final Role role;
    private final String name;
    private final InstantSource clock;
    private final Random random;
    private final Wandering load;
    private final Wandering memory;
    private final double[][] cpuSeconds;
    private final double bootTime;
    private double lastSeconds;
    private double load1;
    private double load5;
    private double load15;
    private double received;
    private double sent;
    private double diskRead;
    private double diskWritten;
    private double diskBusy;
    private double diskUsed;
    private double switches;

    SimulatedMachine(int number, InstantSource clock) {
        this.role = ROLES[number % ROLES.length];
        this.name = String.format("demo-%s-%02d", role.label, number / ROLES.length + 1);
        this.clock = clock;
        this.random = new Random(number * 7_919L + 1);
        this.load = new Wandering(random, role.load, role.dailyLoad, 0.55 + 0.1 * random.nextDouble());
        this.memory = new Wandering(random, 0.35 + 0.3 * random.nextDouble(), 0.03, random.nextDouble());
        this.cpuSeconds = new double[role.cpus][MODES.length];
        this.lastSeconds = clock.millis() / 1e3;
        // As if it had been up since then: counters go on from there after a restart too.
        double epoch = 1_750_000_000.0 + number * 3_600.0;
        this.bootTime = epoch - UP_SECONDS;
        double past = lastSeconds - epoch;
        this.diskUsed = DISK_BYTES * (0.3 + 0.4 * random.nextDouble());
        pass(past, role.load);
        this.load1 = role.load * role.cpus;
        this.load5 = load1;
        this.load15 = load1;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void collect(SampleSink sink) {
        double now = clock.millis() / 1e3;
        double passed = Math.max(0, now - lastSeconds);
        lastSeconds = now;
        double busy = load.at(now, passed);
        pass(passed, busy);
        double running = busy * role.cpus * (0.9 + 0.2 * random.nextDouble());
        load1 = follow(load1, running, passed, 60);
        load5 = follow(load5, running, passed, 300);
        load15 = follow(load15, running, passed, 900);
        cpu(sink);
        memory(sink, memory.at(now, passed));
        system(sink, now, running);
        disk(sink);
        network(sink);
    }

    private void pass(double seconds, double busy) {
        for (double[] cpu : cpuSeconds) {
            double share = Math.clamp(busy * (0.8 + 0.4 * random.nextDouble()), 0, 0.995);
            double[] shares = {
                1 - share, share * 0.06, 0.0005, 0, share * 0.02, share * 0.01, share * 0.24, share * 0.6695
            };
            for (int mode = 0; mode < shares.length; mode++) {
                cpu[mode] += Math.max(0, shares[mode] * seconds);
            }
        }
        double noise = 0.7 + 0.6 * random.nextDouble();
        received += busy * role.networkRate * 0.4 * noise * seconds;
        sent += busy * role.networkRate * 0.6 * noise * seconds;
        diskRead += busy * role.diskRate * 0.3 * noise * seconds;
        diskWritten += busy * role.diskRate * 0.7 * noise * seconds;
        diskBusy += Math.min(1, busy * 0.5 * noise) * seconds;
        switches += (2_000 + 20_000 * busy * noise) * seconds;
        diskUsed += 2_000 * seconds * busy;
        if (diskUsed > 0.92 * DISK_BYTES) {
            diskUsed = 0.35 * DISK_BYTES;
        }
    }

    private static double follow(double average, double value, double passed, double seconds) {
        double keep = Math.exp(-passed / seconds);
        return Math.rint((average * keep + value * (1 - keep)) * 100) / 100;
    }

    private void cpu(SampleSink sink) {
        sink.family("node_cpu_seconds_total", MetricType.COUNTER, "Seconds the CPUs spent in each mode.");
        for (int cpu = 0; cpu < cpuSeconds.length; cpu++) {
            String number = String.valueOf(cpu);
            for (int mode = 0; mode < MODES.length; mode++) {
                sink.sample(Math.rint(cpuSeconds[cpu][mode] * 100) / 100, "cpu", number, "mode", MODES[mode]);
            }
        }
    }

    private void memory(SampleSink sink, double used) {
        double total = role.memoryBytes;
        double cached = total * Math.min(0.3, (1 - used) * 0.6);
        double free = total * (1 - used) - cached;
        gauge(sink, "node_memory_MemTotal_bytes", "Memory information field MemTotal_bytes.", total);
        gauge(sink, "node_memory_MemFree_bytes", "Memory information field MemFree_bytes.", pages(free));
        gauge(
                sink,
                "node_memory_MemAvailable_bytes",
                "Memory information field MemAvailable_bytes.",
                pages(free + cached * 0.9));
        gauge(sink, "node_memory_Cached_bytes", "Memory information field Cached_bytes.", pages(cached));
        gauge(sink, "node_memory_Buffers_bytes", "Memory information field Buffers_bytes.", pages(total * 0.01));
        gauge(sink, "node_memory_SwapTotal_bytes", "Memory information field SwapTotal_bytes.", total / 4);
        gauge(sink, "node_memory_SwapFree_bytes", "Memory information field SwapFree_bytes.", total / 4);
    }

    private static double pages(double bytes) {
        return Math.rint(bytes / 4_096) * 4_096;
    }

    private void system(SampleSink sink, double now, double running) {
        gauge(sink, "node_load1", "1m load average.", load1);
        gauge(sink, "node_load5", "5m load average.", load5);
        gauge(sink, "node_load15", "15m load average.", load15);
        gauge(sink, "node_boot_time_seconds", "Node boot time, in unixtime.", bootTime);
        gauge(sink, "node_time_seconds", "System time in seconds since epoch (1970).", now);
        gauge(sink, "node_procs_running", "Number of processes in runnable state.", Math.ceil(running));
        counter(sink, "node_context_switches_total", "Total number of context switches.", switches);
        sink.family(
                "node_uname_info",
                MetricType.GAUGE,
                "Labeled system information as provided by the uname system call.");
        sink.sample(
                1,
                "domainname",
                "(none)",
                "machine",
                "x86_64",
                "nodename",
                name,
                "release",
                "6.12.0-demo",
                "sysname",
                "Linux",
                "version",
                "#1 simulated");
    }

    private void disk(SampleSink sink) {
        counter(sink, "node_disk_read_bytes_total", "The total number of bytes read successfully.", diskRead, "sda");
        counter(
                sink,
                "node_disk_written_bytes_total",
                "The total number of bytes written successfully.",
                diskWritten,
                "sda");
        counter(
                sink,
                "node_disk_reads_completed_total",
                "The total number of reads completed successfully.",
                diskRead / 16_384,
                "sda");
        counter(
                sink,
                "node_disk_writes_completed_total",
                "The total number of writes completed successfully.",
                diskWritten / 8_192,
                "sda");
        sink.family("node_disk_io_time_seconds_total", MetricType.COUNTER, "Total seconds spent doing I/Os.");
        sink.sample(Math.rint(diskBusy * 1_000) / 1_000, "device", "sda");
        String[] labels = {"device", "/dev/sda1", "device_error", "", "fstype", "ext4", "mountpoint", "/"};
        sink.family("node_filesystem_size_bytes", MetricType.GAUGE, "Filesystem size in bytes.");
        sink.sample(DISK_BYTES, labels);
        sink.family("node_filesystem_free_bytes", MetricType.GAUGE, "Filesystem free space in bytes.");
        sink.sample(pages(DISK_BYTES - diskUsed), labels);
        sink.family(
                "node_filesystem_avail_bytes",
                MetricType.GAUGE,
                "Filesystem space available to non-root users in bytes.");
        sink.sample(pages((DISK_BYTES - diskUsed) * 0.95), labels);
        sink.family("node_filesystem_files", MetricType.GAUGE, "Filesystem total file nodes.");
        sink.sample(12_500_000, labels);
        sink.family("node_filesystem_files_free", MetricType.GAUGE, "Filesystem total free file nodes.");
        sink.sample(Math.rint(12_500_000 - diskUsed / 40_000), labels);
        sink.family("node_filesystem_readonly", MetricType.GAUGE, "Filesystem read-only status.");
        sink.sample(0, labels);
    }

    private void network(SampleSink sink) {
        device(sink, "node_network_receive_bytes_total", "Network device statistic receive_bytes.", received);
        device(sink, "node_network_transmit_bytes_total", "Network device statistic transmit_bytes.", sent);
        device(sink, "node_network_receive_packets_total", "Network device statistic receive_packets.", received / 900);
        device(sink, "node_network_transmit_packets_total", "Network device statistic transmit_packets.", sent / 900);
        device(sink, "node_network_receive_errs_total", "Network device statistic receive_errs.", 0);
        device(sink, "node_network_transmit_errs_total", "Network device statistic transmit_errs.", 0);
        sink.family("node_network_up", MetricType.GAUGE, "Value is 1 if operstate is 'up', 0 otherwise.");
        sink.sample(1, "device", "eth0");
    }

    private static void device(SampleSink sink, String family, String help, double value) {
        counter(sink, family, help, value, "eth0");
    }

    private static void counter(SampleSink sink, String family, String help, double value, String device) {
        sink.family(family, MetricType.COUNTER, help);
        sink.sample(Math.rint(value), "device", device);
    }

    private static void counter(SampleSink sink, String family, String help, double value) {
        sink.family(family, MetricType.COUNTER, help);
        sink.sample(Math.rint(value));
    }

    private static void gauge(SampleSink sink, String family, String help, double value) {
        sink.family(family, MetricType.GAUGE, help);
        sink.sample(value);
    }
}
