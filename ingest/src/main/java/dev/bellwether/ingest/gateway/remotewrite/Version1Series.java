package dev.bellwether.ingest.gateway.remotewrite;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What names a series in version 1: its labels, one message each, looked up as they stand. Serves one series after the
 * other of one request.
 */
final class Version1Series {
    private final byte[] request;
    private final SeriesCache cache;
    private int start;
    private int end;
    /** Labels that do not stand side by side, which no sender writes and the format allows. */
    private @Nullable ByteArrayOutputStream scattered;

    private String[] pairs = new String[64];
    private int pairCount;

    Version1Series(byte[] request, SeriesCache cache) {
        this.request = request;
        this.cache = cache;
    }

    /** Begins the next series. */
    void begin() {
        start = 0;
        end = 0;
        scattered = null;
    }

    /** Notes that a label stands, with its tag, in a range of the request. */
    void label(int from, int to) {
        if (start == end) {
            start = from;
            end = to;
        } else if (from == end && scattered == null) {
            end = to;
        } else {
            if (scattered == null) {
                scattered = new ByteArrayOutputStream();
                scattered.write(request, start, end - start);
            }
            scattered.write(request, from, to - from);
        }
    }

    /**
     * The series whose labels have been noted.
     *
     * @throws IllegalArgumentException where a label's name is empty or stands twice
     */
    KnownSeries end() throws IOException {
        if (scattered != null) {
            byte[] gathered = scattered.toByteArray();
            return find(gathered, 0, gathered.length);
        }
        return find(request, start, end - start);
    }

    private KnownSeries find(byte[] source, int offset, int length) throws IOException {
        KnownSeries known = cache.version1().get(source, offset, length);
        if (known == null) {
            known = decode(source, offset, length);
            cache.version1().put(source, offset, length, known);
        }
        return known;
    }

    private KnownSeries decode(byte[] source, int offset, int length) throws IOException {
        pairCount = 0;
        CodedInputStream input = CodedInputStream.newInstance(source, offset, length);
        while (input.readTag() != 0) {
            readLabel(input, source, offset);
        }
        return new KnownSeries(Labels.of(Arrays.copyOf(pairs, pairCount)), MetricMetadata.UNKNOWN, cache.symbols());
    }

    private void readLabel(CodedInputStream input, byte[] source, int offset) throws IOException {
        String name = "";
        String value = "";
        int limit = input.pushLimit(input.readRawVarint32());
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> name = text(input, source, offset);
                case 2 -> value = text(input, source, offset);
                default -> input.skipField(tag);
            }
            tag = input.readTag();
        }
        input.popLimit(limit);
        if (pairCount + 2 > pairs.length) {
            pairs = Arrays.copyOf(pairs, pairs.length * 2);
        }
        pairs[pairCount++] = name;
        pairs[pairCount++] = value;
    }

    private String text(CodedInputStream input, byte[] source, int offset) throws IOException {
        int length = input.readRawVarint32();
        int at = offset + input.getTotalBytesRead();
        input.skipRawBytes(length);
        return cache.symbols().text(source, at, length);
    }
}
