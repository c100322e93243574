package dev.bellwether.protocol.codec;

import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;

/** Series blocks to bytes and back. Stateless. */
public final class SeriesBlockCodec {
    private SeriesBlockCodec() {}

    /**
     * Encodes a block; the same block gives the same bytes and hash.
     *
     * @throws InvalidBatchException where it takes more than {@link SeriesBlock#MAX_BYTES}
     */
    public static EncodedBlock encode(SeriesBlock block) {
        SeriesBlockWriter writer = new SeriesBlockWriter();
        for (SeriesDescriptor series : block.series()) {
            writer.add(EncodedSeries.of(series));
        }
        byte[] bytes = writer.toBytes();
        return new EncodedBlock(block, BlockHash.of(bytes), bytes);
    }

    /**
     * Decodes a block.
     *
     * @throws InvalidBatchException where the bytes are no block or break a limit
     */
    public static SeriesBlock decode(byte[] bytes) {
        return SeriesBlockReader.read(bytes, null);
    }
}
