package dev.bellwether.protocol.codec;

import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to batches. Blocks come from a {@link BlockSource}, so that in a steady state no label is parsed again and equal
 * blocks are the same object: a consumer can remember by identity what it made of a block.
 */
public final class BatchDecoder {
    private BatchDecoder() {}

    /**
     * Decodes a batch.
     *
     * @throws InvalidBatchException where the bytes are no batch
     * @throws UnknownBlockException where it names a block that the source does not know
     */
    public static SampleBatch decode(byte[] bytes, BlockSource blocks) {
        return decode(EncodedBatch.read(bytes), blocks);
    }

    /** Decodes a batch as {@link #decode(EncodedBatch, BlockSource, SeriesMemory)} does. */
    public static SampleBatch decode(byte[] bytes, BlockSource blocks, SeriesMemory memory) {
        return decode(EncodedBatch.read(bytes), blocks, memory);
    }

    /** Decodes a batch whose frame has been read; see {@link #decode(byte[], BlockSource)}. */
    public static SampleBatch decode(EncodedBatch batch, BlockSource blocks) {
        return decode(batch, blocks, null);
    }

    /**
     * Decodes a batch whose frame has been read, as {@link #decode(byte[], BlockSource)} does.
     *
     * @param memory where series of blocks that are used once are taken from if it knows them; null for none
     */
    public static SampleBatch decode(EncodedBatch batch, BlockSource blocks, @Nullable SeriesMemory memory) {
        try {
            List<Section> sections = new ArrayList<>(batch.sections().size());
            for (SectionFrame section : batch.sections()) {
                SeriesBlock block = block(section, blocks, memory);
                sections.add(new Section(block, ValuesReader.read(section, block.size())));
            }
            return new SampleBatch(
                    batch.identity(), batch.targetLabels(), batch.externalLabels(), sections, batch.voids());
        } catch (IllegalArgumentException e) {
            throw new InvalidBatchException("batch cannot be read: " + e.getMessage(), e);
        }
    }

    private static SeriesBlock block(SectionFrame section, BlockSource blocks, @Nullable SeriesMemory memory) {
        BlockHash named = section.hash();
        if (named != null) {
            SeriesBlock known = blocks.find(named);
            if (known == null) {
                throw new UnknownBlockException(named);
            }
            return known;
        }
        byte[] bytes = section.block();
        if (bytes == null) {
            throw new InvalidBatchException("a section has no series; series_block or series_block_hash is needed");
        }
        if (section.isSingleUse()) {
            return SeriesBlockReader.read(bytes, memory);
        }
        BlockHash hash = BlockHash.of(bytes);
        SeriesBlock known = blocks.find(hash);
        return known != null ? known : blocks.remember(hash, SeriesBlockCodec.decode(bytes));
    }
}
