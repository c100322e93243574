package dev.bellwether.agent.collect.cgroup;

import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.cgroup.StatFile.Entry;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.util.List;

/**
 * Control groups of version 2.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">the kernel's description</a>
 */
final class UnifiedHierarchy implements Hierarchy {
    private static final double MICROSECONDS = 1e6;
    private static final double KIBIBYTE = 1024;
    private static final Entry[] CPU = {
        new Entry("usage_usec", Figure.CPU_USAGE, MICROSECONDS),
        new Entry("user_usec", Figure.CPU_USER, MICROSECONDS),
        new Entry("system_usec", Figure.CPU_SYSTEM, MICROSECONDS)
    };
    private static final Entry[] LIMITED_CPU = {
        CPU[0],
        CPU[1],
        CPU[2],
        new Entry("nr_periods", Figure.CFS_PERIODS, 1),
        new Entry("nr_throttled", Figure.CFS_THROTTLED_PERIODS, 1),
        new Entry("throttled_usec", Figure.CFS_THROTTLED_SECONDS, MICROSECONDS),
        new Entry("nr_bursts", Figure.CFS_BURST_PERIODS, 1),
        new Entry("burst_usec", Figure.CFS_BURST_SECONDS, MICROSECONDS)
    };
    private static final Entry[] MEMORY = {
        new Entry("file", Figure.MEMORY_CACHE, 1),
        new Entry("anon", Figure.MEMORY_RSS, 1),
        new Entry("kernel", Figure.MEMORY_KERNEL, 1),
        new Entry("file_mapped", Figure.MEMORY_MAPPED_FILE, 1),
        new Entry("active_file", Figure.MEMORY_ACTIVE_FILE, 1),
        new Entry("inactive_file", Figure.MEMORY_INACTIVE_FILE, 1),
        new Entry("pgfault", Figure.FAULTS_HIERARCHY, 1),
        new Entry("pgmajfault", Figure.MAJOR_FAULTS_HIERARCHY, 1)
    };
    private static final Entry[] EVENTS = {
        new Entry("max", Figure.MEMORY_FAILURES, 1), new Entry("oom_kill", Figure.OUT_OF_MEMORY, 1)
    };

    private final String root;
    private final String meminfo;
    private final BlockDeviceNames devices;

    UnifiedHierarchy(HostPaths paths) {
        this.root = paths.sys("fs/cgroup");
        this.meminfo = paths.proc("meminfo");
        this.devices = new BlockDeviceNames(paths);
    }

    @Override
    public List<String> roots() {
        return List.of(root);
    }

    @Override
    public void read(ControlGroup group, FileText text) throws IOException {
        String directory = root + (group.path.equals("/") ? "" : group.path) + "/";
        boolean limited = readQuota(directory, text, group);
        StatFile.read(directory + "cpu.stat", text, limited ? LIMITED_CPU : CPU, group);
        readMemory(directory, text, group);
        readDevices(directory + "io.stat", text, group);
        StatFile.readNumber(directory + "pids.current", text, Figure.THREADS, group);
        StatFile.readLimit(directory + "pids.max", text, Figure.THREADS_MAXIMUM, group);
        StatFile.countLines(directory + "cgroup.procs", text, Figure.PROCESSES, group);
        StatFile.readPressure(
                directory + "cpu.pressure", text, Figure.PRESSURE_CPU_WAITING, Figure.PRESSURE_CPU_STALLED, group);
        StatFile.readPressure(
                directory + "memory.pressure",
                text,
                Figure.PRESSURE_MEMORY_WAITING,
                Figure.PRESSURE_MEMORY_STALLED,
                group);
        StatFile.readPressure(
                directory + "io.pressure", text, Figure.PRESSURE_IO_WAITING, Figure.PRESSURE_IO_STALLED, group);
    }

    /** Whether the group may use a limited share of time only. */
    private static boolean readQuota(String directory, FileText text, ControlGroup group) throws IOException {
        boolean limited = false;
        if (text.attempt(directory + "cpu.max") == FileText.Outcome.READ && text.nextLine() && text.nextField()) {
            limited = !text.is("max");
            if (limited) {
                group.set(Figure.SPEC_CPU_QUOTA, text.asDouble());
            }
            if (text.nextField()) {
                group.set(Figure.SPEC_CPU_PERIOD, text.asDouble());
            }
        }
        double weight = text.number(directory + "cpu.weight");
        if (!Double.isNaN(weight)) {
            group.set(Figure.SPEC_CPU_SHARES, sharesOfWeight(weight));
        }
        return limited;
    }

    /** Weights of 1 to 10,000 as the shares of 2 to 262,144 that version 1 had, the way container runtimes convert. */
    private static double sharesOfWeight(double weight) {
        return 2 + Math.floor((weight - 1) * 262_142 / 9_999);
    }

    private void readMemory(String directory, FileText text, ControlGroup group) throws IOException {
        if (!StatFile.read(directory + "memory.stat", text, MEMORY, group)) {
            return;
        }
        group.set(Figure.FAULTS_CONTAINER, group.get(Figure.FAULTS_HIERARCHY));
        group.set(Figure.MAJOR_FAULTS_CONTAINER, group.get(Figure.MAJOR_FAULTS_HIERARCHY));
        if (group.path.equals("/")) {
            group.set(Figure.MEMORY_USAGE, usedOfMachine(text));
        } else {
            StatFile.readNumber(directory + "memory.current", text, Figure.MEMORY_USAGE, group);
            StatFile.readNumber(directory + "memory.peak", text, Figure.MEMORY_MAXIMUM, group);
            StatFile.readNumber(directory + "memory.swap.current", text, Figure.MEMORY_SWAP, group);
            StatFile.readLimit(directory + "memory.max", text, Figure.SPEC_MEMORY_LIMIT, group);
            StatFile.readLimit(directory + "memory.swap.max", text, Figure.SPEC_MEMORY_SWAP_LIMIT, group);
            StatFile.readLimit(directory + "memory.low", text, Figure.SPEC_MEMORY_RESERVATION, group);
            StatFile.read(directory + "memory.events", text, EVENTS, group);
        }
        StatFile.setWorkingSet(group);
    }

    /** The root has no file of its own for it. */
    private double usedOfMachine(FileText text) throws IOException {
        double total = Double.NaN;
        double free = Double.NaN;
        text.require(meminfo);
        while (text.nextLine()) {
            if (text.nextField() && text.is("MemTotal:") && text.nextField()) {
                total = text.asDouble() * KIBIBYTE;
            } else if (text.is("MemFree:") && text.nextField()) {
                free = text.asDouble() * KIBIBYTE;
            }
        }
        return total - free;
    }

    private void readDevices(String path, FileText text, ControlGroup group) throws IOException {
        if (text.attempt(path) != FileText.Outcome.READ) {
            return;
        }
        while (text.nextLine()) {
            if (!text.nextField()) {
                continue;
            }
            String majorAndMinor = text.asText();
            if (majorAndMinor.indexOf(':') < 0) {
                continue;
            }
            DeviceFigures device = group.device(majorAndMinor, devices.pathOf(majorAndMinor));
            while (text.nextField()) {
                setDevice(text, "rbytes=", device, DeviceFigures.READ_BYTES);
                setDevice(text, "wbytes=", device, DeviceFigures.WRITTEN_BYTES);
                setDevice(text, "rios=", device, DeviceFigures.READS);
                setDevice(text, "wios=", device, DeviceFigures.WRITES);
            }
        }
    }

    private static void setDevice(FileText text, String key, DeviceFigures device, int figure) throws IOException {
        if (text.startsWith(key)) {
            text.dropFirst(key.length());
            device.set(figure, text.asDouble());
        }
    }
}
