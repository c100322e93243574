package dev.bellwether.agent.wal;

import dev.bellwether.protocol.codec.BlockHash;
import dev.bellwether.protocol.codec.EncodedBatch;
import dev.bellwether.protocol.codec.InvalidBatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the bytes of a block in the segments. */
final class BlockFinder {
    private final List<Segment> segments;
    private final Segment active;

    BlockFinder(List<Segment> segments, Segment active) {
        this.segments = List.copyOf(segments);
        this.active = active;
    }

    /** A search that begins in the segment of a seq, for that one repeats the blocks it uses. */
    Function<BlockHash, byte @Nullable []> near(long seq) {
        List<Segment> order = new ArrayList<>();
        for (Segment segment : segments) {
            order.add(segment.name.firstSeq() <= seq ? 0 : order.size(), segment);
        }
        return hash -> {
            byte[] known = active.blocks.get(hash);
            for (int i = 0; known == null && i < order.size(); i++) {
                known = find(order.get(i), hash);
            }
            return known;
        };
    }

    private static byte @Nullable [] find(Segment segment, BlockHash wanted) {
        SegmentScanner scanner =
                new SegmentScanner(segment.name, segment.file, Segment.HEADER_BYTES, segment.name.firstSeq() - 1);
        for (SegmentScanner.Finding finding = scanner.next(segment.durableSize);
                finding != null;
                finding = scanner.next(segment.durableSize)) {
            if (finding instanceof SegmentScanner.Finding.Whole whole) {
                for (byte[] block : blocks(whole.batch())) {
                    if (BlockHash.of(block).equals(wanted)) {
                        return block;
                    }
                }
            }
        }
        return null;
    }

    private static List<byte[]> blocks(byte[] batch) {
        try {
            return EncodedBatch.read(batch).reusableBlocks();
        } catch (InvalidBatchException e) {
            return List.of();
        }
    }
}
