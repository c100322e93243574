package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;

/** Bytes that wait in the queues of all UDP sockets. */
public final class UdpQueuesCollector implements Collector {
    private static final MetricFamily QUEUES = MetricFamily.gauge(
            "node_udp_queues", "Number of allocated memory in the kernel for UDP datagrams in bytes.");
    private static final String[][] SEND_LABELS = {{"queue", "tx", "ip", "v4"}, {"queue", "tx", "ip", "v6"}};
    private static final String[][] RECEIVE_LABELS = {{"queue", "rx", "ip", "v4"}, {"queue", "rx", "ip", "v6"}};
    private static final int FIELDS_BEFORE_QUEUES = 4;

    private final String[] paths;
    private final FileText text = new FileText();

    public UdpQueuesCollector(HostPaths paths) {
        this.paths = new String[] {paths.procNet("udp"), paths.procNet("udp6")};
    }

    @Override
    public String name() {
        return "udp_queues";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        boolean begun = false;
        for (int version = 0; version < paths.length; version++) {
            if (!text.read(paths[version])) {
                continue;
            }
            long send = 0;
            long receive = 0;
            text.nextLine();
            while (text.nextLine()) {
                if (text.skipFields(FIELDS_BEFORE_QUEUES) && text.fieldUntil(':')) {
                    send += text.asHexadecimal();
                    if (text.nextField()) {
                        receive += text.asHexadecimal();
                    }
                }
            }
            if (!begun) {
                QUEUES.begin(sink);
                begun = true;
            }
            sink.sample(send, SEND_LABELS[version]);
            sink.sample(receive, RECEIVE_LABELS[version]);
        }
    }
}
