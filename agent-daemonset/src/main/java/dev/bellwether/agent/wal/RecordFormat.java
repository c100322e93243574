package dev.bellwether.agent.wal;

import dev.bellwether.model.batch.SampleBatch;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a record stands in a segment: a header of {@value #HEADER_BYTES} bytes, big-endian (marker, length of the batch, seq,
 * time of the append in milliseconds, count of samples, CRC-32C), then the encoded batch.
 *
 * <p>The checksum covers incarnation and first seq of the segment, the header before it, and the batch: a record is valid
 * in its own segment only.
 */
final class RecordFormat {
    static final int MARKER = 0xB711A7E2;
    static final int HEADER_BYTES = 32;
    static final int MAX_RECORD_BYTES = HEADER_BYTES + SampleBatch.MAX_BYTES;

    private static final int CRC_OFFSET = 28;

    private RecordFormat() {}

    /** A header that may be believed as far as its own plausibility goes; the checksum is still to be checked. */
    record Header(int length, long seq, long appendedMillis, int samples, int crc) {
        int recordBytes() {
            return HEADER_BYTES + length;
        }
    }

    /** A whole record, ready to be written. */
    static ByteBuffer encode(SegmentName segment, long seq, long appendedMillis, int samples, byte[] batch) {
        ByteBuffer record = ByteBuffer.allocate(HEADER_BYTES + batch.length);
        record.putInt(MARKER)
                .putInt(batch.length)
                .putLong(seq)
                .putLong(appendedMillis)
                .putInt(samples)
                .putInt(0)
                .put(batch);
        record.putInt(CRC_OFFSET, checksum(segment, record.array(), 0, batch.length));
        return record.flip();
    }

    /** The header at an offset, or null where none can stand there. */
    static @org.jspecify.annotations.Nullable Header header(byte[] bytes, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, HEADER_BYTES);
        if (buffer.getInt() != MARKER) {
            return null;
        }
        int length = buffer.getInt();
        Header header = new Header(length, buffer.getLong(), buffer.getLong(), buffer.getInt(), buffer.getInt());
        boolean plausible =
                length >= 0 && length <= SampleBatch.MAX_BYTES && header.seq() >= 1 && header.samples() >= 0;
        return plausible ? header : null;
    }

    /** The checksum over a header at an offset and the batch of a length behind it. */
    static int checksum(SegmentName segment, byte[] record, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(16)
                .putLong(segment.incarnation())
                .putLong(segment.firstSeq())
                .flip());
        crc.update(record, offset, CRC_OFFSET);
        crc.update(record, offset + HEADER_BYTES, length);
        return (int) crc.getValue();
    }
}
