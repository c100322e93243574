package dev.bellwether.agent.collect.cgroup;

import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.cgroup.StatFile.Entry;
import dev.bellwether.agent.collect.read.Directories;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Control groups of version 1: a tree for each controller, in which the same path means the same group.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/index.html">the kernel's description</a>
 */
final class LegacyHierarchy implements Hierarchy {
    private static final double NANOSECONDS = 1e9;
    private static final double TICKS = 100;
    private static final Entry[] CPU_TIMES = {
        new Entry("user", Figure.CPU_USER, TICKS), new Entry("system", Figure.CPU_SYSTEM, TICKS)
    };
    private static final Entry[] THROTTLING = {
        new Entry("nr_periods", Figure.CFS_PERIODS, 1),
        new Entry("nr_throttled", Figure.CFS_THROTTLED_PERIODS, 1),
        new Entry("throttled_time", Figure.CFS_THROTTLED_SECONDS, NANOSECONDS),
        new Entry("nr_bursts", Figure.CFS_BURST_PERIODS, 1),
        new Entry("burst_time", Figure.CFS_BURST_SECONDS, NANOSECONDS)
    };
    private static final Entry[] MEMORY = {
        new Entry("total_cache", Figure.MEMORY_CACHE, 1),
        new Entry("total_rss", Figure.MEMORY_RSS, 1),
        new Entry("total_mapped_file", Figure.MEMORY_MAPPED_FILE, 1),
        new Entry("total_swap", Figure.MEMORY_SWAP, 1),
        new Entry("total_active_file", Figure.MEMORY_ACTIVE_FILE, 1),
        new Entry("total_inactive_file", Figure.MEMORY_INACTIVE_FILE, 1),
        new Entry("pgfault", Figure.FAULTS_CONTAINER, 1),
        new Entry("pgmajfault", Figure.MAJOR_FAULTS_CONTAINER, 1),
        new Entry("total_pgfault", Figure.FAULTS_HIERARCHY, 1),
        new Entry("total_pgmajfault", Figure.MAJOR_FAULTS_HIERARCHY, 1)
    };
    private static final Entry[] OUT_OF_MEMORY = {new Entry("oom_kill", Figure.OUT_OF_MEMORY, 1)};

    private final String cpu;
    private final String cpuTimes;
    private final String memory;
    private final String blocks;
    private final String processes;
    private final BlockDeviceNames devices;

    LegacyHierarchy(HostPaths paths) {
        this.cpu = paths.sys("fs/cgroup/cpu");
        this.cpuTimes = paths.sys("fs/cgroup/cpuacct");
        this.memory = paths.sys("fs/cgroup/memory");
        this.blocks = paths.sys("fs/cgroup/blkio");
        this.processes = paths.sys("fs/cgroup/pids");
        this.devices = new BlockDeviceNames(paths);
    }

    @Override
    public List<String> roots() {
        return Stream.of(memory, cpuTimes, cpu, blocks, processes)
                .filter(Directories::exists)
                .toList();
    }

    @Override
    public void read(ControlGroup group, FileText text) throws IOException {
        String path = (group.path.equals("/") ? "" : group.path) + "/";
        readCpu(path, text, group);
        readMemory(memory + path, text, group);
        readDevices(blocks + path + "blkio.throttle.io_service_bytes", text, group, false);
        readDevices(blocks + path + "blkio.throttle.io_serviced", text, group, true);
        StatFile.readNumber(processes + path + "pids.current", text, Figure.THREADS, group);
        StatFile.readLimit(processes + path + "pids.max", text, Figure.THREADS_MAXIMUM, group);
        for (String tree : List.of(memory, cpuTimes, processes)) {
            if (Double.isNaN(group.get(Figure.PROCESSES))) {
                StatFile.countLines(tree + path + "cgroup.procs", text, Figure.PROCESSES, group);
            }
        }
    }

    private void readCpu(String path, FileText text, ControlGroup group) throws IOException {
        double usage = text.number(cpuTimes + path + "cpuacct.usage");
        group.set(Figure.CPU_USAGE, usage / NANOSECONDS);
        StatFile.read(cpuTimes + path + "cpuacct.stat", text, CPU_TIMES, group);
        StatFile.readNumber(cpu + path + "cpu.shares", text, Figure.SPEC_CPU_SHARES, group);
        StatFile.readNumber(cpu + path + "cpu.cfs_period_us", text, Figure.SPEC_CPU_PERIOD, group);
        double quota = text.number(cpu + path + "cpu.cfs_quota_us");
        if (quota > 0) {
            group.set(Figure.SPEC_CPU_QUOTA, quota);
            StatFile.read(cpu + path + "cpu.stat", text, THROTTLING, group);
        }
    }

    private static void readMemory(String directory, FileText text, ControlGroup group) throws IOException {
        if (!StatFile.read(directory + "memory.stat", text, MEMORY, group)) {
            return;
        }
        StatFile.readNumber(directory + "memory.usage_in_bytes", text, Figure.MEMORY_USAGE, group);
        StatFile.readNumber(directory + "memory.max_usage_in_bytes", text, Figure.MEMORY_MAXIMUM, group);
        StatFile.readNumber(directory + "memory.kmem.usage_in_bytes", text, Figure.MEMORY_KERNEL, group);
        StatFile.readNumber(directory + "memory.failcnt", text, Figure.MEMORY_FAILURES, group);
        StatFile.readLimit(directory + "memory.limit_in_bytes", text, Figure.SPEC_MEMORY_LIMIT, group);
        StatFile.readLimit(directory + "memory.memsw.limit_in_bytes", text, Figure.SPEC_MEMORY_SWAP_LIMIT, group);
        StatFile.readLimit(directory + "memory.soft_limit_in_bytes", text, Figure.SPEC_MEMORY_RESERVATION, group);
        StatFile.read(directory + "memory.oom_control", text, OUT_OF_MEMORY, group);
        StatFile.setWorkingSet(group);
    }

    /** Lines of a device, an operation and a number. The file of the whole subtree is preferred where there is one. */
    private void readDevices(String path, FileText text, ControlGroup group, boolean operations) throws IOException {
        if (text.attempt(path + "_recursive") != FileText.Outcome.READ && text.attempt(path) != FileText.Outcome.READ) {
            return;
        }
        while (text.nextLine()) {
            if (!text.nextField()) {
                continue;
            }
            String majorAndMinor = text.asText();
            if (majorAndMinor.indexOf(':') < 0 || !text.nextField()) {
                continue;
            }
            boolean read = text.is("Read");
            if ((read || text.is("Write")) && text.nextField()) {
                int figure = (operations ? DeviceFigures.READS : DeviceFigures.READ_BYTES) + (read ? 0 : 1);
                group.device(majorAndMinor, devices.pathOf(majorAndMinor)).set(figure, text.asDouble());
            }
        }
    }
}
