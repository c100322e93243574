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
    /** What stands before each label. */
    private static final byte LABEL = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private final byte[] request;
    private final SeriesCache cache;
    private @Nullable KnownSeries previous;
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

    /**
     * The series that followed the one before last time, where it is this one: senders repeat themselves.
     *
     * @param from where the series begins in the request
     * @param to where it ends
     * @return null where another one stands there, or that is not certain
     */
    @Nullable
    KnownSeries expected(int from, int to) {
        KnownSeries before = previous;
        KnownSeries guess = before == null ? null : before.follower();
        if (guess == null) {
            return null;
        }
        byte[] name = guess.name();
        int behind = from + name.length;
        boolean stands = name.length > 0
                && behind <= to
                && Arrays.equals(request, from, behind, name, 0, name.length)
                && (behind == to || request[behind] != LABEL);
        return stands ? guess : null;
    }

    /** Ends a series that was {@linkplain #expected expected}. */
    KnownSeries take(KnownSeries expected) {
        previous = expected;
        return expected;
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
        KnownSeries found;
        if (scattered != null) {
            byte[] gathered = scattered.toByteArray();
            found = find(gathered, 0, gathered.length);
        } else {
            found = find(request, start, end - start);
        }
        if (previous != null) {
            previous.follower(found);
        }
        previous = found;
        return found;
    }

    private KnownSeries find(byte[] source, int offset, int length) throws IOException {
        KnownSeries known = cache.version1().get(source, offset, length);
        if (known == null) {
            byte[] name = Arrays.copyOfRange(source, offset, offset + length);
            known = decode(name);
            cache.version1().put(name, known);
        }
        return known;
    }

    private KnownSeries decode(byte[] series) throws IOException {
        pairCount = 0;
        CodedInputStream input = CodedInputStream.newInstance(series);
        while (input.readTag() != 0) {
            readLabel(input, series);
        }
        return new KnownSeries(
                series, Labels.of(Arrays.copyOf(pairs, pairCount)), MetricMetadata.UNKNOWN, cache.symbols());
    }

    private void readLabel(CodedInputStream input, byte[] series) throws IOException {
        String name = "";
        String value = "";
        int limit = input.pushLimit(input.readRawVarint32());
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> name = text(input, series);
                case 2 -> value = text(input, series);
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

    private String text(CodedInputStream input, byte[] series) throws IOException {
        int length = input.readRawVarint32();
        int at = input.getTotalBytesRead();
        input.skipRawBytes(length);
        return cache.symbols().text(series, at, length);
    }
}
