package dev.bellwether.agent.assemble;

import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.EncodedBlock;
import dev.bellwether.protocol.codec.InvalidBatchException;
import dev.bellwether.protocol.codec.SeriesBlockCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A fixed sequence of series, encoded: kept while they come again in the same order. The series stand in as few blocks as
 * the limits of a block allow; a slot is an index into all of them. Immutable.
 */
final class Shape {
    private final List<EncodedBlock> blocks;
    private final List<SeriesDescriptor> series;

    private Shape(List<EncodedBlock> blocks, List<SeriesDescriptor> series) {
        this.blocks = blocks;
        this.series = series;
    }

    /**
     * Encodes series.
     *
     * @throws InvalidBatchException where one alone is larger than a block may be
     */
    static Shape of(List<SeriesDescriptor> series) {
        List<EncodedBlock> blocks = new ArrayList<>();
        encode(series, blocks);
        return new Shape(List.copyOf(blocks), List.copyOf(series));
    }

    private static void encode(List<SeriesDescriptor> series, List<EncodedBlock> blocks) {
        for (int from = 0; from < series.size(); from += SeriesBlock.MAX_SERIES) {
            List<SeriesDescriptor> part = series.subList(from, Math.min(series.size(), from + SeriesBlock.MAX_SERIES));
            EncodedBlock block = tryEncode(part);
            if (block != null) {
                blocks.add(block);
            } else {
                encode(part.subList(0, part.size() / 2), blocks);
                encode(part.subList(part.size() / 2, part.size()), blocks);
            }
        }
    }

    private static @org.jspecify.annotations.Nullable EncodedBlock tryEncode(List<SeriesDescriptor> part) {
        try {
            return SeriesBlockCodec.encode(new SeriesBlock(part));
        } catch (InvalidBatchException e) {
            if (part.size() == 1) {
                throw e;
            }
            return null;
        }
    }

    int size() {
        return series.size();
    }

    SeriesDescriptor series(int slot) {
        return series.get(slot);
    }

    List<SeriesDescriptor> series() {
        return series;
    }

    /** One section per block with the values of one instant; blocks without any value are left out. */
    List<DraftSection> frames(long timestampMillis, double[] values) {
        List<DraftSection> sections = new ArrayList<>(blocks.size());
        int from = 0;
        for (EncodedBlock block : blocks) {
            int to = from + block.block().size();
            double[] column = Arrays.copyOfRange(values, from, to);
            if (hasValue(column)) {
                sections.add(new DraftSection(block, new Values.Frame(timestampMillis, column)));
            }
            from = to;
        }
        return sections;
    }

    private static boolean hasValue(double[] column) {
        for (double value : column) {
            if (!SpecialValues.isAbsent(value)) {
                return true;
            }
        }
        return false;
    }

    /** Sections that end every series. */
    List<DraftSection> stale(long timestampMillis) {
        double[] values = new double[size()];
        Arrays.fill(values, SpecialValues.STALE);
        return frames(timestampMillis, values);
    }

    /** The blocks, in the order of slots. */
    List<EncodedBlock> blocks() {
        return blocks;
    }
}
