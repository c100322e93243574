package dev.bellwether.agent.collect.process;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.Directories;
import dev.bellwether.agent.collect.read.FileText;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Processes grouped by name, as process-exporter shows them, and the largest one by one. What processes used before the
 * first collection does not count: after a restart of the agent rates go on where they were. A process that lives and dies
 * between two collections is not seen.
 */
public final class ProcessCollector implements Collector {
    /**
     * What is shown.
     *
     * @param maxGroups how many names have a group of their own
     * @param topProcesses how many processes are shown one by one, by CPU and by memory each
     * @param kernelThreads whether threads of the kernel count as processes
     */
    public record Options(int maxGroups, int topProcesses, boolean kernelThreads) {
        /** A hundred groups, the top five, no threads of the kernel. */
        public static final Options DEFAULT = new Options(100, 5, false);
    }

    private static final double TICKS_PER_SECOND = 100;
    private static final double NANOSECONDS_PER_SECOND = 1e9;
    private static final int FILES_IN_MOTION = 16;
    private static final MetricFamily ERRORS = MetricFamily.counter(
            "namedprocess_scrape_errors", "general scrape errors: no proc metrics collected during a cycle");
    private static final MetricFamily READ_ERRORS = MetricFamily.counter(
            "namedprocess_scrape_procread_errors", "incremented each time a proc's metrics collection fails");
    private static final MetricFamily PARTIAL_ERRORS = MetricFamily.counter(
            "namedprocess_scrape_partial_errors",
            "incremented each time a tracked proc's metrics collection fails partially, e.g. unreadable I/O stats");
    private static final MetricFamily TOP_CPU = MetricFamily.gauge(
            "bellwether_process_cpu_ratio",
            "CPUs kept busy since the collection before, of the processes that use most.");
    private static final MetricFamily TOP_MEMORY = MetricFamily.gauge(
            "bellwether_process_resident_memory_bytes", "Resident memory of the processes that use most.");

    private final String procDirectory;
    private final Options options;
    private final boolean filesInSize;
    private final LongSupplier nanoTicker;
    private final FileText text = new FileText();
    private final Map<Integer, TrackedProcess> tracked = new HashMap<>();
    private final List<TrackedProcess> present = new ArrayList<>();
    private final ProcessGroups groups;
    private final TopProcesses topByCpu;
    private final TopProcesses topByMemory;
    private int round;
    private long lastNanos;
    private double readErrors;
    private double partialErrors;

    public ProcessCollector(HostPaths paths, Options options) {
        this(paths, options, System::nanoTime);
    }

    ProcessCollector(HostPaths paths, Options options, LongSupplier nanoTicker) {
        this.procDirectory = paths.proc().toString();
        this.options = options;
        this.filesInSize = showsFilesAsSize(new File(procDirectory, "self/fd"));
        this.nanoTicker = nanoTicker;
        this.groups = new ProcessGroups(options.maxGroups());
        this.topByCpu = new TopProcesses(TOP_CPU, options.topProcesses(), process -> process.cpuRatio);
        this.topByMemory = new TopProcesses(TOP_MEMORY, options.topProcesses(), process -> process.residentBytes);
    }

    /** A few files may be opened or closed between the two answers. */
    private static boolean showsFilesAsSize(File ownFiles) {
        String[] names = ownFiles.list();
        return names != null && ownFiles.length() > 0 && Math.abs(ownFiles.length() - names.length) <= FILES_IN_MOTION;
    }

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public void collect(SampleSink sink) throws IOException, InterruptedException {
        double bootSeconds = readBootTime();
        readProcesses();
        groups.assign(present);
        computeCpuRatios();
        for (ProcessGroup group : groups.named()) {
            group.collect(sink, bootSeconds);
        }
        ProcessGroup other = groups.other();
        if (other != null) {
            other.collect(sink, bootSeconds);
        }
        sink.entity("top");
        topByCpu.collect(present, sink);
        topByMemory.collect(present, sink);
        sink.entity("");
        ERRORS.single(sink, 0);
        READ_ERRORS.single(sink, readErrors);
        PARTIAL_ERRORS.single(sink, partialErrors);
        for (TrackedProcess process : present) {
            process.before.copyFrom(process.now);
        }
    }

    private double readBootTime() throws IOException {
        String path = procDirectory + "/stat";
        text.require(path);
        while (text.nextLine()) {
            if (text.nextField() && text.is("btime") && text.nextField()) {
                return text.asDouble();
            }
        }
        throw new IOException(path + ": has no boot time");
    }

    private void readProcesses() throws InterruptedException {
        round++;
        present.clear();
        for (String name : Directories.names(procDirectory)) {
            if (!Character.isDigit(name.charAt(0))) {
                continue;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("the deadline passed while processes were read");
            }
            try {
                readProcess(Integer.parseInt(name));
            } catch (IOException | NumberFormatException e) {
                readErrors++;
            }
        }
        tracked.values().removeIf(process -> process.lastRound != round);
    }

    private void readProcess(int processId) throws IOException {
        TrackedProcess process = tracked.get(processId);
        if (process == null) {
            process = new TrackedProcess(procDirectory, processId, filesInSize);
        }
        long knownStart = process.startTicks;
        if (!process.readStat(text)) {
            return;
        }
        if (knownStart >= 0 && knownStart != process.startTicks) {
            process = new TrackedProcess(procDirectory, processId, filesInSize);
            if (!process.readStat(text)) {
                return;
            }
            knownStart = -1;
        }
        process.lastRound = round;
        tracked.put(processId, process);
        if (process.kernelThread && !options.kernelThreads()) {
            return;
        }
        if (process.state != ProcessState.ZOMBIE && !process.readDetails(text)) {
            partialErrors++;
        }
        if (knownStart < 0 && round == 1) {
            process.before.copyFrom(process.now);
        }
        present.add(process);
    }

    private void computeCpuRatios() {
        long nanos = nanoTicker.getAsLong();
        double seconds = (nanos - lastNanos) / NANOSECONDS_PER_SECOND;
        lastNanos = nanos;
        for (TrackedProcess process : present) {
            double ticks = process.now.ticks() - process.before.ticks();
            process.cpuRatio = round == 1 || seconds <= 0 ? 0 : ticks / TICKS_PER_SECOND / seconds;
        }
    }
}
