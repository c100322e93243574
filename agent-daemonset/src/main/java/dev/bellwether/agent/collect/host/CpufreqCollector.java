package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.host.DeviceAttributes.Attribute;
import dev.bellwether.agent.collect.read.FileText;
import java.util.List;

/** The frequency of each CPU and its governor; nothing where the kernel does not control it. */
public final class CpufreqCollector implements Collector {
    private static final double HERTZ_PER_KILOHERTZ = 1000;
    private static final List<Attribute> ATTRIBUTES = List.of(
            frequency("cpuinfo_cur_freq", "frequency_hertz", "Current CPU thread frequency in hertz."),
            frequency("cpuinfo_min_freq", "frequency_min_hertz", "Minimum CPU thread frequency in hertz."),
            frequency("cpuinfo_max_freq", "frequency_max_hertz", "Maximum CPU thread frequency in hertz."),
            frequency("scaling_cur_freq", "scaling_frequency_hertz", "Current scaled CPU thread frequency in hertz."),
            frequency(
                    "scaling_min_freq", "scaling_frequency_min_hertz", "Minimum scaled CPU thread frequency in hertz."),
            frequency(
                    "scaling_max_freq",
                    "scaling_frequency_max_hertz",
                    "Maximum scaled CPU thread frequency in hertz."));
    private static final MetricFamily GOVERNOR =
            MetricFamily.gauge("node_cpu_scaling_governor", "Current enabled CPU frequency governor.");

    private final DeviceAttributes cpus;
    private final FileText text = new FileText();

    public CpufreqCollector(HostPaths paths) {
        this.cpus = new DeviceAttributes(
                paths.sys("devices/system/cpu"), "cpu", "cpu", CpufreqCollector::isNumber, ATTRIBUTES, List.of());
    }

    private static Attribute frequency(String file, String name, String help) {
        return new Attribute("cpufreq/" + file, MetricFamily.gauge("node_cpu_" + name, help), HERTZ_PER_KILOHERTZ, 1);
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    @Override
    public String name() {
        return "cpufreq";
    }

    @Override
    public void collect(SampleSink sink) {
        cpus.beginRound();
        cpus.collect(sink);
        boolean begun = false;
        for (DeviceAttributes.Device cpu : cpus.present()) {
            String current = text.content(cpu.path + "/cpufreq/scaling_governor");
            if (current.isEmpty()) {
                continue;
            }
            if (!begun) {
                GOVERNOR.begin(sink);
                begun = true;
            }
            String available = text.content(cpu.path + "/cpufreq/scaling_available_governors");
            for (String governor : available.split(" +", -1)) {
                sink.sample(governor.equals(current) ? 1 : 0, cpu.labels[0], cpu.labels[1], "governor", governor);
            }
        }
    }
}
