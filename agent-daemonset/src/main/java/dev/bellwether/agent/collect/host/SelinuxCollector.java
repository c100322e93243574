package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;

/** Whether SELinux is there, and whether it enforces now and by its configuration. */
public final class SelinuxCollector implements Collector {
    private static final MetricFamily ENABLED =
            MetricFamily.gauge("node_selinux_enabled", "SELinux is enabled, 1 is true, 0 is false");
    private static final MetricFamily CONFIGURED =
            MetricFamily.gauge("node_selinux_config_mode", "Configured SELinux enforcement mode");
    private static final MetricFamily CURRENT =
            MetricFamily.gauge("node_selinux_current_mode", "Current SELinux enforcement mode");
    private static final String KEY = "SELINUX=";

    private final String enforcePath;
    private final String configurationPath;
    private final FileText text = new FileText();

    public SelinuxCollector(HostPaths paths) {
        this.enforcePath = paths.sys("fs/selinux/enforce");
        this.configurationPath = paths.root("/etc/selinux/config");
    }

    @Override
    public String name() {
        return "selinux";
    }

    @Override
    public void collect(SampleSink sink) {
        double enforcing = text.number(enforcePath);
        if (Double.isNaN(enforcing)) {
            ENABLED.single(sink, 0);
            return;
        }
        ENABLED.single(sink, 1);
        CONFIGURED.single(sink, configured());
        CURRENT.single(sink, enforcing);
    }

    /** One where it enforces, zero where it only warns, minus one where it is disabled or not configured. */
    private int configured() {
        if (text.attempt(configurationPath) == FileText.Outcome.READ) {
            while (text.nextLine()) {
                text.restOfLine();
                if (text.startsWith(KEY)) {
                    text.dropFirst(KEY.length());
                    if (text.is("enforcing")) {
                        return 1;
                    }
                    return text.is("permissive") ? 0 : -1;
                }
            }
        }
        return -1;
    }
}
