package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.MemoryPages;
import dev.bellwether.agent.collect.read.RowCache;
import java.io.IOException;

/** Sockets in use by protocol and state. */
public final class SockstatCollector implements Collector {
    private static final MetricFamily USED =
            MetricFamily.gauge("node_sockstat_sockets_used", "Number of IPv4 sockets in use.");

    private final String[] paths;
    private final FileText text = new FileText();
    private final RowCache<Protocol> protocols = new RowCache<>(Protocol::new);

    public SockstatCollector(HostPaths paths) {
        this.paths = new String[] {paths.procNet("sockstat"), paths.procNet("sockstat6")};
    }

    @Override
    public String name() {
        return "sockstat";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        protocols.beginRound();
        for (String path : paths) {
            if (text.read(path)) {
                while (text.nextLine()) {
                    collectLine(sink);
                }
            }
        }
    }

    private void collectLine(SampleSink sink) throws IOException {
        if (!text.fieldUntil(':')) {
            return;
        }
        if (text.is("sockets")) {
            if (text.nextField() && text.is("used") && text.nextField()) {
                USED.single(sink, text.asDouble());
            }
            return;
        }
        Protocol protocol = text.row(protocols);
        while (text.nextField()) {
            boolean pages = text.is("mem");
            MetricFamily state = text.row(protocol.states);
            if (!text.nextField()) {
                return;
            }
            double value = text.asDouble();
            state.single(sink, value);
            if (pages) {
                protocol.memoryBytes.single(sink, value * MemoryPages.BYTES);
            }
        }
    }

    private static final class Protocol {
        private final RowCache<MetricFamily> states;
        private final MetricFamily memoryBytes;

        private Protocol(String name) {
            this.states = new RowCache<>(state -> family(name, state));
            this.memoryBytes = family(name, "mem_bytes");
        }

        private static MetricFamily family(String protocol, String state) {
            return MetricFamily.gauge(
                    "node_sockstat_" + protocol + "_" + state,
                    "Number of " + protocol + " sockets in state " + state + ".");
        }
    }
}
