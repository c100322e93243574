package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.NameFilter;
import dev.bellwether.agent.collect.read.RowCache;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chosen fields of {@code /proc/net/netstat}, {@code snmp} and {@code snmp6}. */
public final class NetstatCollector implements Collector {
    /** node_exporter's own choice of fields. */
    public static final String DEFAULT_FIELDS = "^(.*_(InErrors|InErrs)|Ip_Forwarding|Ip(6|Ext)_(InOctets|OutOctets)"
            + "|Icmp6?_(InMsgs|OutMsgs)|TcpExt_(Listen.*|Syncookies.*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)"
            + "|Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)"
            + "|Udp6?_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors))$";

    private final String[] pairedPaths;
    private final String singlePath;
    private final NameFilter fields;
    private final FileText text = new FileText();
    private final RowCache<Header> headers = new RowCache<>(this::newHeader);
    private final RowCache<Field> singles = new RowCache<>(this::newSingle);

    /** A collector of the fields that match an expression, each written as {@code Tcp_InSegs}. */
    public NetstatCollector(HostPaths paths, String fields) {
        this.pairedPaths = new String[] {paths.procNet("netstat"), paths.procNet("snmp")};
        this.singlePath = paths.procNet("snmp6");
        this.fields = new NameFilter(fields, "");
    }

    private Header newHeader(String line) {
        int colon = line.indexOf(':');
        List<Field> columns = new ArrayList<>();
        if (colon > 0) {
            for (String name : line.substring(colon + 1).trim().split(" +", -1)) {
                columns.add(newField(line.substring(0, colon), name));
            }
        }
        return new Header(columns);
    }

    private Field newSingle(String name) {
        int six = name.indexOf('6');
        return six < 0 ? new Field(null) : newField(name.substring(0, six + 1), name.substring(six + 1));
    }

    private Field newField(String protocol, String name) {
        String key = protocol + "_" + name;
        return new Field(
                fields.accepts(key)
                        ? MetricFamily.unknown("node_netstat_" + key, "Statistic " + protocol + name + ".")
                        : null);
    }

    @Override
    public String name() {
        return "netstat";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        headers.beginRound();
        singles.beginRound();
        for (String path : pairedPaths) {
            collectPairs(path, sink);
        }
        if (text.read(singlePath)) {
            while (text.nextLine()) {
                if (text.nextField()) {
                    Field field = text.row(singles);
                    if (field.family != null && text.nextField()) {
                        field.family.single(sink, text.asDouble());
                    }
                }
            }
        }
    }

    private void collectPairs(String path, SampleSink sink) throws IOException {
        text.require(path);
        while (text.nextLine()) {
            text.restOfLine();
            Header header = text.row(headers);
            if (!text.nextLine() || !text.nextField()) {
                throw new IOException(path + ": a line of names has no line of values");
            }
            for (Field field : header.columns) {
                if (!text.nextField()) {
                    throw new IOException(path + ": there are fewer values than names");
                }
                if (field.family != null) {
                    field.family.single(sink, text.asDouble());
                }
            }
        }
    }

    private record Header(List<Field> columns) {}

    private record Field(@Nullable MetricFamily family) {}
}
