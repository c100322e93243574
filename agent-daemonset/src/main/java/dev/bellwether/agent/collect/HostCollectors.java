package dev.bellwether.agent.collect;

import static dev.bellwether.agent.collect.Setting.bool;
import static dev.bellwether.agent.collect.Setting.duration;
import static dev.bellwether.agent.collect.Setting.expression;

import dev.bellwether.agent.collect.host.CpuCollector;
import dev.bellwether.agent.collect.host.DiskstatsCollector;
import dev.bellwether.agent.collect.host.FilesystemCollector;
import dev.bellwether.agent.collect.host.LoadavgCollector;
import dev.bellwether.agent.collect.host.MeminfoCollector;
import dev.bellwether.agent.collect.host.NetdevCollector;
import dev.bellwether.agent.collect.host.StatCollector;
import dev.bellwether.agent.collect.host.UnameCollector;
import java.time.Duration;
import java.util.List;

/** The definitions of the collectors that stand for node_exporter's. */
final class HostCollectors {
    private static final String JOB = "node-exporter";
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private HostCollectors() {}

    static List<CollectorDefinition> definitions() {
        return List.of(
                cpu(),
                stat(),
                simple("meminfo", MeminfoCollector::new),
                simple("loadavg", LoadavgCollector::new),
                diskstats(),
                filesystem(),
                netdev(),
                simple("uname", UnameCollector::new));
    }

    private interface SimpleFactory {
        Collector create(HostPaths paths);
    }

    private static CollectorDefinition simple(String name, SimpleFactory factory) {
        return enabled(name, List.of(), (paths, settings) -> factory.create(paths));
    }

    private static CollectorDefinition enabled(
            String name, List<Setting> settings, CollectorDefinition.Factory factory) {
        return new CollectorDefinition(name, true, INTERVAL, DEADLINE, JOB, settings, factory);
    }

    private static CollectorDefinition cpu() {
        CpuCollector.Options defaults = CpuCollector.Options.DEFAULT;
        return enabled(
                "cpu",
                List.of(
                        bool("guest", defaults.guest(), "Shows the time that CPUs spent in guests."),
                        bool("info", defaults.info(), "Shows node_cpu_info: model and microcode of each CPU.")),
                (paths, settings) -> new CpuCollector(
                        paths, new CpuCollector.Options(settings.bool("guest"), settings.bool("info"))));
    }

    private static CollectorDefinition stat() {
        return enabled(
                "stat",
                List.of(bool("softirq", false, "Shows soft interrupts by vector.")),
                (paths, settings) -> new StatCollector(paths, settings.bool("softirq")));
    }

    private static CollectorDefinition diskstats() {
        DiskstatsCollector.Options defaults = DiskstatsCollector.Options.DEFAULT;
        return enabled(
                "diskstats",
                List.of(
                        expression("device_include", defaults.deviceInclude(), "Shows only devices that match."),
                        expression("device_exclude", defaults.deviceExclude(), "Leaves out devices that match.")),
                (paths, settings) -> new DiskstatsCollector(
                        paths,
                        new DiskstatsCollector.Options(
                                settings.text("device_include"), settings.text("device_exclude"))));
    }

    private static CollectorDefinition netdev() {
        NetdevCollector.Options defaults = NetdevCollector.Options.DEFAULT;
        return enabled(
                "netdev",
                List.of(
                        expression("device_include", defaults.deviceInclude(), "Shows only devices that match."),
                        expression("device_exclude", defaults.deviceExclude(), "Leaves out devices that match.")),
                (paths, settings) -> new NetdevCollector(
                        paths,
                        new NetdevCollector.Options(settings.text("device_include"), settings.text("device_exclude"))));
    }

    private static CollectorDefinition filesystem() {
        FilesystemCollector.Options defaults = FilesystemCollector.Options.DEFAULT;
        return enabled(
                "filesystem",
                List.of(
                        expression("mount_points_include", defaults.mountPointsInclude(), "Shows only these mounts."),
                        expression("mount_points_exclude", defaults.mountPointsExclude(), "Leaves out these mounts."),
                        expression("fs_types_include", defaults.typesInclude(), "Shows only these types."),
                        expression("fs_types_exclude", defaults.typesExclude(), "Leaves out these types."),
                        duration(
                                "mount_timeout",
                                defaults.mountTimeout(),
                                "How long a mount may take to answer before it is left alone.")),
                (paths, settings) -> new FilesystemCollector(
                        paths,
                        new FilesystemCollector.Options(
                                settings.text("mount_points_include"),
                                settings.text("mount_points_exclude"),
                                settings.text("fs_types_include"),
                                settings.text("fs_types_exclude"),
                                settings.duration("mount_timeout"))));
    }
}
