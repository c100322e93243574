package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.KernelName;
import java.io.IOException;

/**
 * The kernel's name and version, from procfs where it shows them and from the system call otherwise. The names of host and
 * domain are those of the agent's own UTS namespace either way: a pod needs the host's network to show the machine's.
 */
public final class UnameCollector implements Collector {
    private static final MetricFamily INFO =
            MetricFamily.gauge("node_uname_info", "Labeled system information as provided by the uname system call.");

    private final String kernelDirectory;
    private final FileText text = new FileText();

    public UnameCollector(HostPaths paths) {
        this.kernelDirectory = paths.proc("sys/kernel/");
    }

    @Override
    public String name() {
        return "uname";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        KernelName asked = KernelName.ask();
        INFO.single(
                sink,
                1,
                "sysname",
                asked.system(),
                "release",
                fileOr("osrelease", asked.release()),
                "version",
                fileOr("version", asked.version()),
                "machine",
                asked.machine(),
                "nodename",
                fileOr("hostname", asked.node()),
                "domainname",
                fileOr("domainname", asked.domain()));
    }

    private String fileOr(String file, String otherwise) throws IOException {
        return text.read(kernelDirectory + file) ? text.trimmedContent() : otherwise;
    }
}
