package dev.bellwether.protocol.codec;

import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import java.util.function.Function;
import java.util.function.Predicate;

/** Batches to bytes. Stateless. */
public final class BatchEncoder {
    private BatchEncoder() {}

    /**
     * Encodes a batch.
     *
     * @param blocks gives a block's encoded form, best from a cache by identity
     * @param inline whether a block's bytes (true) or only its hash (false) stand in the batch; asked once per section
     * @return the batch's bytes
     * @throws InvalidBatchException where they are more than {@link SampleBatch#MAX_BYTES}
     */
    public static byte[] encode(
            SampleBatch batch, Function<SeriesBlock, EncodedBlock> blocks, Predicate<EncodedBlock> inline) {
        return encode(batch, blocks, inline, false);
    }

    /** Encodes a batch with all blocks inside, marked as used by it alone: for senders whose series differ each time. */
    public static byte[] encodeSingleUse(SampleBatch batch) {
        return encode(batch, SeriesBlockCodec::encode, block -> true, true);
    }

    private static byte[] encode(
            SampleBatch batch,
            Function<SeriesBlock, EncodedBlock> blocks,
            Predicate<EncodedBlock> inline,
            boolean singleUse) {
        BatchWriter writer = new BatchWriter(batch.identity(), batch.targetLabels(), batch.externalLabels());
        for (Section section : batch.sections()) {
            EncodedBlock block = blocks.apply(section.block());
            writer.add(block, inline.test(block), singleUse, section.values());
        }
        batch.voids().forEach(writer::addVoid);
        return writer.toBytes();
    }
}
