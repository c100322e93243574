package dev.bellwether.agent.scrape.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.bellwether.agent.scrape.exposition.ByteView;
import dev.bellwether.model.MetricType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes of one {@code MetricFamily} and where its parts are in them. Its buffer grows with what really comes and is
 * used again for the next family. For one thread.
 */
final class FamilyMessage {
    /** The largest family. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final int SMALLEST_BUFFER = 8 * 1024;

    private static final MetricType[] TYPES = {
        MetricType.COUNTER,
        MetricType.GAUGE,
        MetricType.SUMMARY,
        MetricType.UNKNOWN,
        MetricType.HISTOGRAM,
        MetricType.GAUGE_HISTOGRAM
    };

    private byte[] buffer = new byte[SMALLEST_BUFFER];
    private final ByteView name = new ByteView();
    private final ByteView help = new ByteView();
    private final ByteView unit = new ByteView();
    private MetricType type = MetricType.UNKNOWN;
    private int[] metrics = new int[64];
    private int metricCount;

    void clear() {
        metricCount = 0;
    }

    /** Reads the next family; false at the end of the stream. */
    boolean read(InputStream stream) throws IOException {
        int first = stream.read();
        if (first < 0) {
            return false;
        }
        int length;
        try {
            length = CodedInputStream.readRawVarint32(first, stream);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("its length is broken: " + e.getMessage(), e);
        }
        if (length < 0 || length > MAX_BYTES) {
            throw new IOException("it has " + Integer.toUnsignedString(length) + " bytes, allowed are " + MAX_BYTES);
        }
        int filled = 0;
        while (filled < length) {
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(length, buffer.length * 2));
            }
            int read = stream.read(buffer, filled, Math.min(length, buffer.length) - filled);
            if (read < 0) {
                throw new EOFException("it ends after " + filled + " of " + length + " bytes");
            }
            filled += read;
        }
        index(length);
        return true;
    }

    private void index(int length) throws IOException {
        name.set(buffer, 0, 0);
        help.set(buffer, 0, 0);
        unit.set(buffer, 0, 0);
        type = MetricType.COUNTER;
        metricCount = 0;
        CodedInputStream in = CodedInputStream.newInstance(buffer, 0, length);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> Fields.bytes(in, tag, buffer, 0, name);
                case 2 -> Fields.bytes(in, tag, buffer, 0, help);
                case 3 -> {
                    long number = Fields.varint(in, tag);
                    type = number >= 0 && number < TYPES.length ? TYPES[(int) number] : MetricType.UNKNOWN;
                }
                case 4 -> addMetric(Fields.requireLength(in, tag), in);
                case 5 -> Fields.bytes(in, tag, buffer, 0, unit);
                default -> in.skipField(tag);
            }
        }
    }

    private void addMetric(int length, CodedInputStream in) throws IOException {
        if (2 * metricCount + 2 > metrics.length) {
            metrics = Arrays.copyOf(metrics, metrics.length * 2);
        }
        metrics[2 * metricCount] = in.getTotalBytesRead();
        in.skipRawBytes(length);
        metrics[2 * metricCount + 1] = in.getTotalBytesRead();
        metricCount++;
    }

    byte[] buffer() {
        return buffer;
    }

    ByteView name() {
        return name;
    }

    ByteView help() {
        return help;
    }

    ByteView unit() {
        return unit;
    }

    MetricType type() {
        return type;
    }

    int metricCount() {
        return metricCount;
    }

    int metricStart(int index) {
        return metrics[2 * index];
    }

    int metricEnd(int index) {
        return metrics[2 * index + 1];
    }
}
