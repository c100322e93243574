package dev.bellwether.agent.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a segment's records. Where one is broken it looks for the next whole one behind it, so that a damaged
 * record costs itself alone. For one thread.
 */
final class SegmentScanner {
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final byte MARKER_FIRST = (byte) (RecordFormat.MARKER >>> 24);

    private final SegmentName segment;
    private final WalFile file;
    private long offset;
    private long lastSeq;

    /** What stands at a place. */
    sealed interface Finding {
        /** A whole record. */
        record Whole(long offset, long end, RecordFormat.Header header, byte[] batch) implements Finding {}

        /** Bytes that are no record. */
        record Broken(long from, long to) implements Finding {}
    }

    SegmentScanner(SegmentName segment, WalFile file, long offset, long lastSeq) {
        this.segment = segment;
        this.file = file;
        this.offset = offset;
        this.lastSeq = lastSeq;
    }

    long offset() {
        return offset;
    }

    /** What comes next before a limit, or null at the limit. Bytes that cannot be read count as broken. */
    @Nullable
    Finding next(long limit) {
        if (offset >= limit) {
            return null;
        }
        Finding.Whole record = recordAt(offset, limit);
        if (record != null) {
            offset = record.end();
            lastSeq = record.header().seq();
            return record;
        }
        long from = offset;
        offset = findRecord(from + 1, limit);
        return new Finding.Broken(from, offset);
    }

    private Finding.@Nullable Whole recordAt(long position, long limit) {
        if (limit - position < RecordFormat.HEADER_BYTES) {
            return null;
        }
        try {
            byte[] headerBytes = read(position, RecordFormat.HEADER_BYTES);
            RecordFormat.Header header = RecordFormat.header(headerBytes, 0);
            if (header == null || header.seq() <= lastSeq || header.recordBytes() > limit - position) {
                return null;
            }
            byte[] record = read(position, header.recordBytes());
            if (RecordFormat.checksum(segment, record, 0, header.length()) != header.crc()) {
                return null;
            }
            byte[] batch = Arrays.copyOfRange(record, RecordFormat.HEADER_BYTES, record.length);
            return new Finding.Whole(position, position + record.length, header, batch);
        } catch (IOException e) {
            return null;
        }
    }

    private long findRecord(long start, long limit) {
        long position = start;
        while (position < limit) {
            byte[] chunk;
            try {
                chunk = read(position, (int) Math.min(CHUNK_BYTES, limit - position));
            } catch (IOException e) {
                return limit;
            }
            for (int i = 0; i < chunk.length; i++) {
                if (chunk[i] == MARKER_FIRST && recordAt(position + i, limit) != null) {
                    return position + i;
                }
            }
            position += chunk.length;
        }
        return limit;
    }

    private byte[] read(long position, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        while (target.hasRemaining()) {
            if (file.read(target, position + target.position()) < 0) {
                throw new IOException("the file ends at " + (position + target.position()));
            }
        }
        return target.array();
    }
}
