package dev.bellwether.agent.collect.process;

import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import java.util.Arrays;

/**
 * All processes of one name. Its counters add up what its processes used while they were watched, so that they do not fall
 * when one of them ends. Used by one thread.
 */
final class ProcessGroup {
    private static final double TICKS_PER_SECOND = 100;
    private static final MetricFamily PROCESSES =
            MetricFamily.gauge("namedprocess_namegroup_num_procs", "number of processes in this group");
    private static final MetricFamily MEMORY =
            MetricFamily.gauge("namedprocess_namegroup_memory_bytes", "number of bytes of memory in use");
    private static final MetricFamily START = MetricFamily.gauge(
            "namedprocess_namegroup_oldest_start_time_seconds",
            "start time in seconds since 1970/01/01 of oldest process in group");
    private static final MetricFamily OPEN_FILES = MetricFamily.gauge(
            "namedprocess_namegroup_open_filedesc", "number of open file descriptors for this group");
    private static final MetricFamily WORST_RATIO = MetricFamily.gauge(
            "namedprocess_namegroup_worst_fd_ratio",
            "the worst (closest to 1) ratio between open fds and max fds among all procs in this group");
    private static final MetricFamily CPU =
            MetricFamily.counter("namedprocess_namegroup_cpu_seconds_total", "Cpu user usage in seconds");
    private static final MetricFamily READ =
            MetricFamily.counter("namedprocess_namegroup_read_bytes_total", "number of bytes read by this group");
    private static final MetricFamily WRITTEN =
            MetricFamily.counter("namedprocess_namegroup_write_bytes_total", "number of bytes written by this group");
    private static final MetricFamily MAJOR_FAULTS =
            MetricFamily.counter("namedprocess_namegroup_major_page_faults_total", "Major page faults");
    private static final MetricFamily MINOR_FAULTS =
            MetricFamily.counter("namedprocess_namegroup_minor_page_faults_total", "Minor page faults");
    private static final MetricFamily SWITCHES =
            MetricFamily.counter("namedprocess_namegroup_context_switches_total", "Context switches");
    private static final MetricFamily THREADS =
            MetricFamily.gauge("namedprocess_namegroup_num_threads", "Number of threads");
    private static final MetricFamily STATES = MetricFamily.gauge(
            "namedprocess_namegroup_states",
            "Number of processes in states Running, Sleeping, Waiting, Zombie, or Other");

    final String name;
    final ProcessCounters counters = new ProcessCounters();

    /** How many collections in a row found no process of this name. */
    int emptyRounds;

    private final String entity;
    private final String[] labels;
    private final String[] resident;
    private final String[] virtual;
    private final String[] swapped;
    private final String[] user;
    private final String[] system;
    private final String[] voluntary;
    private final String[] involuntary;
    private final String[][] states = new String[ProcessState.values().length][];

    private final int[] processesByState = new int[ProcessState.values().length];
    private int processes;
    private double residentBytes;
    private double virtualBytes;
    private double swappedBytes;
    private double openFiles;
    private double worstRatio;
    private double threads;
    private long oldestStartTicks;

    ProcessGroup(String name) {
        this.name = name;
        this.entity = "group/" + name;
        this.labels = new String[] {"groupname", name};
        this.resident = with("memtype", "resident");
        this.virtual = with("memtype", "virtual");
        this.swapped = with("memtype", "swapped");
        this.user = with("mode", "user");
        this.system = with("mode", "system");
        this.voluntary = with("ctxswitchtype", "voluntary");
        this.involuntary = with("ctxswitchtype", "nonvoluntary");
        for (ProcessState state : ProcessState.values()) {
            states[state.ordinal()] = with("state", state.label);
        }
    }

    private String[] with(String label, String value) {
        return new String[] {"groupname", name, label, value};
    }

    void beginRound() {
        Arrays.fill(processesByState, 0);
        processes = 0;
        residentBytes = 0;
        virtualBytes = 0;
        swappedBytes = 0;
        openFiles = 0;
        worstRatio = 0;
        threads = 0;
        oldestStartTicks = Long.MAX_VALUE;
    }

    void add(TrackedProcess process) {
        processes++;
        processesByState[process.state.ordinal()]++;
        residentBytes += process.residentBytes;
        virtualBytes += process.virtualBytes;
        swappedBytes += process.swappedBytes;
        threads += process.threads;
        oldestStartTicks = Math.min(oldestStartTicks, process.startTicks);
        openFiles += Math.max(0, process.openFiles);
        if (process.openFilesRatio > worstRatio) {
            worstRatio = process.openFilesRatio;
        }
        counters.addIncrease(process.now, process.before);
    }

    int processes() {
        return processes;
    }

    void collect(SampleSink sink, double bootSeconds) {
        sink.entity(entity);
        PROCESSES.single(sink, processes, labels);
        MEMORY.begin(sink);
        sink.sample(residentBytes, resident);
        sink.sample(virtualBytes, virtual);
        sink.sample(swappedBytes, swapped);
        if (processes > 0) {
            START.single(sink, Math.floor(bootSeconds + oldestStartTicks / TICKS_PER_SECOND), labels);
        }
        OPEN_FILES.single(sink, openFiles, labels);
        WORST_RATIO.single(sink, worstRatio, labels);
        CPU.begin(sink);
        sink.sample(counters.userTicks / TICKS_PER_SECOND, user);
        sink.sample(counters.systemTicks / TICKS_PER_SECOND, system);
        READ.single(sink, counters.readBytes, labels);
        WRITTEN.single(sink, counters.writtenBytes, labels);
        MAJOR_FAULTS.single(sink, counters.majorFaults, labels);
        MINOR_FAULTS.single(sink, counters.minorFaults, labels);
        SWITCHES.begin(sink);
        sink.sample(counters.voluntarySwitches, voluntary);
        sink.sample(counters.involuntarySwitches, involuntary);
        THREADS.single(sink, threads, labels);
        STATES.begin(sink);
        for (int state = 0; state < states.length; state++) {
            sink.sample(processesByState[state], states[state]);
        }
    }
}
