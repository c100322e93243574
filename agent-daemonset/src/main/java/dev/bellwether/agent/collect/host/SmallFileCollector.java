package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.util.List;

/** A collector of single numbers, each a field of a file of its own: file descriptors, entropy. */
public final class SmallFileCollector implements Collector {
    /** A field of a file, counted from zero. */
    private record Number(String path, int field, MetricFamily family) {}

    private final String name;
    private final List<Number> numbers;
    private final FileText text = new FileText();

    private SmallFileCollector(String name, List<Number> numbers) {
        this.name = name;
        this.numbers = numbers;
    }

    /** File descriptors of the whole machine: used and allowed. */
    public static SmallFileCollector filefd(HostPaths paths) {
        String path = paths.proc("sys/fs/file-nr");
        return new SmallFileCollector(
                "filefd",
                List.of(
                        new Number(
                                path,
                                0,
                                MetricFamily.gauge("node_filefd_allocated", "File descriptor statistics: allocated.")),
                        new Number(
                                path,
                                2,
                                MetricFamily.gauge("node_filefd_maximum", "File descriptor statistics: maximum."))));
    }

    /** Entropy of the kernel's random numbers. */
    public static SmallFileCollector entropy(HostPaths paths) {
        return new SmallFileCollector(
                "entropy",
                List.of(
                        new Number(
                                paths.proc("sys/kernel/random/entropy_avail"),
                                0,
                                MetricFamily.gauge("node_entropy_available_bits", "Bits of available entropy.")),
                        new Number(
                                paths.proc("sys/kernel/random/poolsize"),
                                0,
                                MetricFamily.gauge("node_entropy_pool_size_bits", "Bits of entropy pool."))));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        for (Number number : numbers) {
            text.require(number.path);
            text.nextLine();
            if (!text.skipFields(number.field + 1)) {
                throw new IOException(number.path + ": has no field number " + number.field);
            }
            number.family.single(sink, text.asDouble());
        }
    }
}
