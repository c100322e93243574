package dev.bellwether.protocol.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.protocol.v1.Section;
import dev.bellwether.protocol.v1.SeqRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A batch read as far as its identity and the names of its blocks: what the gateway and a resending agent need.
 *
 * <p>Immutable; holds the parsed frame of the batch, not its values.
 */
public final class EncodedBatch {
    private final dev.bellwether.protocol.v1.SampleBatch proto;
    private final BatchIdentity identity;

    private EncodedBatch(dev.bellwether.protocol.v1.SampleBatch proto, BatchIdentity identity) {
        this.proto = proto;
        this.identity = identity;
    }

    /**
     * Reads the frame of a batch.
     *
     * @throws InvalidBatchException where the bytes are no batch, or more than {@link SampleBatch#MAX_BYTES}
     */
    public static EncodedBatch read(byte[] bytes) {
        if (bytes.length > SampleBatch.MAX_BYTES) {
            throw new InvalidBatchException(
                    "batch has " + bytes.length + " bytes, allowed are " + SampleBatch.MAX_BYTES);
        }
        try {
            dev.bellwether.protocol.v1.SampleBatch proto =
                    dev.bellwether.protocol.v1.SampleBatch.parseFrom(UnsafeByteOperations.unsafeWrap(bytes));
            return new EncodedBatch(
                    proto, new BatchIdentity(proto.getAgentId(), proto.getIncarnation(), proto.getSeq()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new InvalidBatchException("batch cannot be read: " + e.getMessage(), e);
        }
    }

    public BatchIdentity identity() {
        return identity;
    }

    /** Sequence numbers that will never come. */
    public List<SequenceRange> voids() {
        List<SequenceRange> voids = new ArrayList<>(proto.getVoidsCount());
        for (SeqRange range : proto.getVoidsList()) {
            try {
                voids.add(new SequenceRange(range.getFirst(), range.getLast()));
            } catch (IllegalArgumentException e) {
                throw new InvalidBatchException("batch cannot be read: " + e.getMessage(), e);
            }
        }
        return voids;
    }

    /** Hashes of the blocks that are named, not inside; in the order of sections, each as often as it stands there. */
    public List<BlockHash> namedBlocks() {
        List<BlockHash> hashes = new ArrayList<>();
        for (Section section : proto.getSectionsList()) {
            if (section.hasSeriesBlockHash()) {
                hashes.add(BlockHash.fromBytes(section.getSeriesBlockHash().toByteArray()));
            }
        }
        return hashes;
    }

    /** The bytes of the blocks that stand inside and may be named later; those of single use are left out. */
    public List<byte[]> reusableBlocks() {
        List<byte[]> blocks = new ArrayList<>();
        for (Section section : proto.getSectionsList()) {
            if (section.hasSeriesBlock() && !section.getSingleUse()) {
                blocks.add(section.getSeriesBlock().toByteArray());
            }
        }
        return blocks;
    }

    /**
     * The same batch with named blocks put inside where their bytes can be found; the others stay named.
     *
     * @param find gives a block's bytes, or null
     * @throws InvalidBatchException where it grows beyond {@link SampleBatch#MAX_BYTES}
     */
    public byte[] withBlocksInside(Function<BlockHash, byte @Nullable []> find) {
        dev.bellwether.protocol.v1.SampleBatch.Builder rewritten = proto.toBuilder();
        Set<BlockHash> inside = new HashSet<>();
        for (int i = 0; i < proto.getSectionsCount(); i++) {
            Section section = proto.getSections(i);
            if (section.hasSeriesBlockHash()) {
                BlockHash hash =
                        BlockHash.fromBytes(section.getSeriesBlockHash().toByteArray());
                byte[] block = inside.contains(hash) ? null : find.apply(hash);
                if (block != null) {
                    inside.add(hash);
                    rewritten.setSections(
                            i, section.toBuilder().setSeriesBlock(UnsafeByteOperations.unsafeWrap(block)));
                }
            }
        }
        byte[] bytes = rewritten.build().toByteArray();
        if (bytes.length > SampleBatch.MAX_BYTES) {
            throw new InvalidBatchException("batch with its blocks inside has " + bytes.length + " bytes, allowed are "
                    + SampleBatch.MAX_BYTES);
        }
        return bytes;
    }

    dev.bellwether.protocol.v1.SampleBatch proto() {
        return proto;
    }
}
