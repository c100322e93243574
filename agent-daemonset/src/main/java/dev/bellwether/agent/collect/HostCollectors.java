package dev.bellwether.agent.collect;

import static dev.bellwether.agent.collect.Setting.bool;
import static dev.bellwether.agent.collect.Setting.duration;
import static dev.bellwether.agent.collect.Setting.expression;
import static dev.bellwether.agent.collect.Setting.texts;

import dev.bellwether.agent.collect.host.ArpCollector;
import dev.bellwether.agent.collect.host.BondingCollector;
import dev.bellwether.agent.collect.host.ConntrackCollector;
import dev.bellwether.agent.collect.host.CpuCollector;
import dev.bellwether.agent.collect.host.CpufreqCollector;
import dev.bellwether.agent.collect.host.DeviceClassCollector;
import dev.bellwether.agent.collect.host.DiskstatsCollector;
import dev.bellwether.agent.collect.host.DmiCollector;
import dev.bellwether.agent.collect.host.EdacCollector;
import dev.bellwether.agent.collect.host.FilesystemCollector;
import dev.bellwether.agent.collect.host.HwmonCollector;
import dev.bellwether.agent.collect.host.LoadavgCollector;
import dev.bellwether.agent.collect.host.MdadmCollector;
import dev.bellwether.agent.collect.host.MeminfoCollector;
import dev.bellwether.agent.collect.host.NetclassCollector;
import dev.bellwether.agent.collect.host.NetdevCollector;
import dev.bellwether.agent.collect.host.NetstatCollector;
import dev.bellwether.agent.collect.host.OsCollector;
import dev.bellwether.agent.collect.host.PressureCollector;
import dev.bellwether.agent.collect.host.RaplCollector;
import dev.bellwether.agent.collect.host.SchedstatCollector;
import dev.bellwether.agent.collect.host.SelinuxCollector;
import dev.bellwether.agent.collect.host.SmallFileCollector;
import dev.bellwether.agent.collect.host.SockstatCollector;
import dev.bellwether.agent.collect.host.SoftnetCollector;
import dev.bellwether.agent.collect.host.StatCollector;
import dev.bellwether.agent.collect.host.TimeCollector;
import dev.bellwether.agent.collect.host.TimexCollector;
import dev.bellwether.agent.collect.host.UdpQueuesCollector;
import dev.bellwether.agent.collect.host.UnameCollector;
import dev.bellwether.agent.collect.host.VmstatCollector;
import dev.bellwether.agent.collect.systemd.SystemdCollector;
import dev.bellwether.agent.collect.textfile.TextfileCollector;
import java.nio.file.Path;
import java.time.Clock;
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
                simple("arp", ArpCollector::new),
                simple("bonding", BondingCollector::new),
                simple("conntrack", ConntrackCollector::new),
                cpu(),
                simple("cpufreq", CpufreqCollector::new),
                diskstats(),
                simple("dmi", DmiCollector::new),
                simple("edac", EdacCollector::new),
                simple("entropy", SmallFileCollector::entropy),
                simple("filefd", SmallFileCollector::filefd),
                filesystem(),
                hwmon(),
                simple("loadavg", LoadavgCollector::new),
                simple("mdadm", MdadmCollector::new),
                simple("meminfo", MeminfoCollector::new),
                filtered(
                        "netclass",
                        expression("ignored_devices", "^$", "Leaves out devices that match."),
                        NetclassCollector::new),
                netdev(),
                filtered(
                        "netstat",
                        expression("fields", NetstatCollector.DEFAULT_FIELDS, "Shows fields that match."),
                        NetstatCollector::new),
                simple("nvme", DeviceClassCollector::nvme),
                simple("os", OsCollector::new),
                filtered(
                        "powersupplyclass",
                        expression("ignored_supplies", "^$", "Leaves out supplies that match."),
                        DeviceClassCollector::powerSupply),
                simple("pressure", PressureCollector::new),
                simple("rapl", RaplCollector::new),
                simple("schedstat", SchedstatCollector::new),
                simple("selinux", SelinuxCollector::new),
                simple("sockstat", SockstatCollector::new),
                simple("softnet", SoftnetCollector::new),
                stat(),
                systemd(),
                textfile(),
                simple("thermal_zone", DeviceClassCollector::thermalZone),
                simple("time", paths -> new TimeCollector(paths, Clock.systemUTC())),
                simple("timex", paths -> new TimexCollector()),
                simple("udp_queues", UdpQueuesCollector::new),
                simple("uname", UnameCollector::new),
                filtered(
                        "vmstat",
                        expression("fields", VmstatCollector.DEFAULT_FIELDS, "Shows fields that match."),
                        VmstatCollector::new),
                simple("watchdog", DeviceClassCollector::watchdog));
    }

    private interface SimpleFactory {
        Collector create(HostPaths paths);
    }

    private static CollectorDefinition simple(String name, SimpleFactory factory) {
        return enabled(name, List.of(), (paths, settings) -> factory.create(paths));
    }

    private interface FilteredFactory {
        Collector create(HostPaths paths, String expression);
    }

    private static CollectorDefinition filtered(String name, Setting setting, FilteredFactory factory) {
        return enabled(
                name, List.of(setting), (paths, settings) -> factory.create(paths, settings.text(setting.name())));
    }

    private static CollectorDefinition hwmon() {
        HwmonCollector.Options defaults = HwmonCollector.Options.DEFAULT;
        return enabled(
                "hwmon",
                List.of(
                        expression("chip_include", defaults.chipInclude(), "Shows only chips that match."),
                        expression("chip_exclude", defaults.chipExclude(), "Leaves out chips that match."),
                        expression("sensor_include", defaults.sensorInclude(), "Shows only sensors (chip;sensor)."),
                        expression("sensor_exclude", defaults.sensorExclude(), "Leaves out sensors (chip;sensor).")),
                (paths, settings) -> new HwmonCollector(
                        paths,
                        new HwmonCollector.Options(
                                settings.text("chip_include"),
                                settings.text("chip_exclude"),
                                settings.text("sensor_include"),
                                settings.text("sensor_exclude"))));
    }

    private static CollectorDefinition textfile() {
        return enabled(
                "textfile",
                List.of(texts("directories", List.of(), "Directories whose files *.prom are read.")),
                (paths, settings) -> new TextfileCollector(
                        settings.texts("directories").stream().map(Path::of).toList()));
    }

    private static CollectorDefinition systemd() {
        SystemdCollector.Options defaults = SystemdCollector.Options.DEFAULT;
        return new CollectorDefinition(
                "systemd",
                false,
                INTERVAL,
                DEADLINE,
                JOB,
                List.of(
                        expression("unit_include", defaults.unitInclude(), "Shows units whose whole name matches."),
                        expression(
                                "unit_exclude", defaults.unitExclude(), "Leaves out units whose whole name matches."),
                        bool("restarts", defaults.restarts(), "Counts restarts of services."),
                        bool("start_times", defaults.startTimes(), "Shows when units were started."),
                        bool("tasks", defaults.tasks(), "Shows the tasks of services.")),
                (paths, settings) -> new SystemdCollector(
                        paths,
                        new SystemdCollector.Options(
                                settings.text("unit_include"),
                                settings.text("unit_exclude"),
                                settings.bool("restarts"),
                                settings.bool("start_times"),
                                settings.bool("tasks"))));
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
