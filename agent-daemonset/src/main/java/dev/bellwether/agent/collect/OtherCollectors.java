package dev.bellwether.agent.collect;

import static dev.bellwether.agent.collect.Setting.bool;
import static dev.bellwether.agent.collect.Setting.duration;
import static dev.bellwether.agent.collect.Setting.expression;
import static dev.bellwether.agent.collect.Setting.number;

import dev.bellwether.agent.collect.cgroup.CgroupCollector;
import dev.bellwether.agent.collect.inventory.InventoryCollector;
import dev.bellwether.agent.collect.process.ProcessCollector;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The definitions of the collectors that stand for process-exporter and cAdvisor, and of those that are our own. */
final class OtherCollectors {
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private OtherCollectors() {}

    static List<CollectorDefinition> definitions() {
        return List.of(processes(), cgroups(), inventory());
    }

    private static CollectorDefinition processes() {
        ProcessCollector.Options defaults = ProcessCollector.Options.DEFAULT;
        return new CollectorDefinition(
                "processes",
                true,
                INTERVAL,
                DEADLINE,
                "process-exporter",
                List.of(
                        number(
                                "max_groups",
                                defaults.maxGroups(),
                                1,
                                10_000,
                                "How many process names have a group of their own; the rest is the group \"other\"."),
                        number(
                                "top",
                                defaults.topProcesses(),
                                0,
                                100,
                                "How many processes are shown one by one, by CPU and by memory each."),
                        bool("kernel_threads", defaults.kernelThreads(), "Counts threads of the kernel as processes.")),
                (paths, settings) -> new ProcessCollector(
                        paths,
                        new ProcessCollector.Options(
                                (int) settings.number("max_groups"),
                                (int) settings.number("top"),
                                settings.bool("kernel_threads"))));
    }

    private static CollectorDefinition cgroups() {
        CgroupCollector.Options defaults = CgroupCollector.Options.DEFAULT;
        return new CollectorDefinition(
                "cgroups",
                true,
                INTERVAL,
                DEADLINE,
                "kubelet",
                List.of(
                        expression("include", defaults.include(), "Shows only control groups whose path matches."),
                        expression("exclude", defaults.exclude(), "Leaves out control groups whose path matches."),
                        number("max_groups", defaults.maxGroups(), 1, 100_000, "How many control groups are shown."),
                        number("max_depth", defaults.maxDepth(), 1, 64, "How deep control groups are looked for.")),
                (paths, settings) -> new CgroupCollector(
                        paths,
                        new CgroupCollector.Options(
                                settings.text("include"),
                                settings.text("exclude"),
                                (int) settings.number("max_groups"),
                                (int) settings.number("max_depth")),
                        Clock.systemUTC()));
    }

    private static CollectorDefinition inventory() {
        Duration deadline = Duration.ofSeconds(30);
        return new CollectorDefinition(
                "inventory",
                true,
                Duration.ofMinutes(1),
                deadline,
                "inventory",
                List.of(duration(
                        "refresh", Duration.ofHours(6), "How old the inventory may be before it is read again.")),
                (paths, settings) -> new InventoryCollector(paths, settings.duration("refresh"), deadline));
    }
}
