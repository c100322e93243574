package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.util.Arrays;

/** Counts of the whole kernel from {@code /proc/stat}: interrupts, context switches, forks, boot time, processes. */
public final class StatCollector implements Collector {
    private static final String[] KEYS = {"intr", "ctxt", "processes", "btime", "procs_running", "procs_blocked"};
    private static final MetricFamily[] FAMILIES = {
        MetricFamily.counter("node_intr_total", "Total number of interrupts serviced."),
        MetricFamily.counter("node_context_switches_total", "Total number of context switches."),
        MetricFamily.counter("node_forks_total", "Total number of forks."),
        MetricFamily.gauge("node_boot_time_seconds", "Node boot time, in unixtime."),
        MetricFamily.gauge("node_procs_running", "Number of processes in runnable state."),
        MetricFamily.gauge("node_procs_blocked", "Number of processes blocked waiting for I/O to complete.")
    };
    private static final MetricFamily SOFT_INTERRUPTS =
            MetricFamily.counter("node_softirqs_total", "Number of softirq calls.");
    private static final String[] VECTORS = {
        "hi", "timer", "net_tx", "net_rx", "block", "block_iopoll", "tasklet", "sched", "hrtimer", "rcu"
    };

    private final String path;
    private final boolean softInterrupts;
    private final FileText text = new FileText();
    private final double[] values = new double[KEYS.length];
    private final boolean[] found = new boolean[KEYS.length];
    private final double[] vectors = new double[VECTORS.length];

    /** A collector that also shows soft interrupts by vector where asked to. */
    public StatCollector(HostPaths paths, boolean softInterrupts) {
        this.path = paths.proc("stat");
        this.softInterrupts = softInterrupts;
    }

    @Override
    public String name() {
        return "stat";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        text.require(path);
        Arrays.fill(found, false);
        boolean vectorsFound = false;
        while (text.nextLine()) {
            if (!text.nextField()) {
                continue;
            }
            for (int key = 0; key < KEYS.length; key++) {
                if (text.is(KEYS[key]) && text.nextField()) {
                    values[key] = text.asDouble();
                    found[key] = true;
                    break;
                }
            }
            if (softInterrupts && text.is("softirq") && text.nextField()) {
                vectorsFound = true;
                for (int vector = 0; vector < VECTORS.length && text.nextField(); vector++) {
                    vectors[vector] = text.asDouble();
                }
            }
        }
        for (int key = 0; key < KEYS.length; key++) {
            if (found[key]) {
                FAMILIES[key].single(sink, values[key]);
            }
        }
        if (vectorsFound) {
            SOFT_INTERRUPTS.begin(sink);
            for (int vector = 0; vector < VECTORS.length; vector++) {
                sink.sample(vectors[vector], "vector", VECTORS[vector]);
            }
        }
    }
}
