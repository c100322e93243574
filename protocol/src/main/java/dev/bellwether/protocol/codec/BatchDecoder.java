package dev.bellwether.protocol.codec;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.v1.Frame;
import dev.bellwether.protocol.v1.Histogram;
import dev.bellwether.protocol.v1.Histograms;
import dev.bellwether.protocol.v1.Label;
import dev.bellwether.protocol.v1.Points;
import dev.bellwether.protocol.v1.SeqRange;
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

    /**
     * Decodes a batch as {@link #decode(byte[], BlockSource)} does, with series of blocks that are used once taken from a
     * memory where it knows them.
     */
    public static SampleBatch decode(byte[] bytes, BlockSource blocks, SeriesMemory memory) {
        return decode(EncodedBatch.read(bytes), blocks, memory);
    }

    /** Decodes a batch whose frame has been read; see {@link #decode(byte[], BlockSource)}. */
    public static SampleBatch decode(EncodedBatch batch, BlockSource blocks) {
        return decode(batch, blocks, null);
    }

    private static SampleBatch decode(EncodedBatch batch, BlockSource blocks, @Nullable SeriesMemory memory) {
        dev.bellwether.protocol.v1.SampleBatch proto = batch.proto();
        try {
            List<Section> sections = new ArrayList<>(proto.getSectionsCount());
            for (dev.bellwether.protocol.v1.Section section : proto.getSectionsList()) {
                sections.add(section(section, blocks, memory));
            }
            List<SequenceRange> voids = new ArrayList<>(proto.getVoidsCount());
            for (SeqRange range : proto.getVoidsList()) {
                voids.add(new SequenceRange(range.getFirst(), range.getLast()));
            }
            return new SampleBatch(
                    batch.identity(),
                    labels(proto.getTargetLabelsList()),
                    labels(proto.getExternalLabelsList()),
                    sections,
                    voids);
        } catch (IllegalArgumentException e) {
            throw new InvalidBatchException("batch cannot be read: " + e.getMessage(), e);
        }
    }

    private static Labels labels(List<Label> labels) {
        if (labels.isEmpty()) {
            return Labels.EMPTY;
        }
        Labels.Builder builder = Labels.builder();
        for (Label label : labels) {
            builder.set(label.getName(), label.getValue());
        }
        return builder.build();
    }

    private static Section section(
            dev.bellwether.protocol.v1.Section proto, BlockSource blocks, @Nullable SeriesMemory memory) {
        SeriesBlock block = block(proto, blocks, memory);
        return switch (proto.getValuesCase()) {
            case FRAME -> new Section(block, frame(proto.getFrame(), block.size()));
            case POINTS -> new Section(block, points(proto.getPoints()));
            case HISTOGRAMS -> new Section(block, histograms(proto.getHistograms()));
            case VALUES_NOT_SET ->
                throw new InvalidBatchException("a section has no values; frame, points or histograms is needed");
        };
    }

    private static SeriesBlock block(
            dev.bellwether.protocol.v1.Section proto, BlockSource blocks, @Nullable SeriesMemory memory) {
        switch (proto.getSeriesCase()) {
            case SERIES_BLOCK -> {
                byte[] bytes = proto.getSeriesBlock().toByteArray();
                if (proto.getSingleUse()) {
                    return SeriesBlockReader.read(bytes, memory);
                }
                BlockHash hash = BlockHash.of(bytes);
                SeriesBlock known = blocks.find(hash);
                return known != null ? known : blocks.remember(hash, SeriesBlockCodec.decode(bytes));
            }
            case SERIES_BLOCK_HASH -> {
                BlockHash hash = BlockHash.fromBytes(proto.getSeriesBlockHash().toByteArray());
                SeriesBlock known = blocks.find(hash);
                if (known == null) {
                    throw new UnknownBlockException(hash);
                }
                return known;
            }
            default ->
                throw new InvalidBatchException("a section has no series; series_block or series_block_hash is needed");
        }
    }

    private static Values.Frame frame(Frame proto, int size) {
        return new Values.Frame(
                proto.getTimestampMillis(), ColumnCodec.decode(proto.getColumn().toByteArray(), size));
    }

    private static Values.Points points(Points proto) {
        int count = proto.getSeriesDeltaCount();
        if (proto.getTimeDeltaCount() != count) {
            throw new InvalidBatchException("points have " + count + " series and " + proto.getTimeDeltaCount()
                    + " times; both must be as many");
        }
        int[] series = new int[count];
        long[] times = new long[count];
        int lastSeries = 0;
        long lastTime = 0;
        for (int i = 0; i < count; i++) {
            lastSeries += proto.getSeriesDelta(i);
            lastTime += proto.getTimeDelta(i);
            series[i] = lastSeries;
            times[i] = lastTime;
        }
        return new Values.Points(
                series, times, ColumnCodec.decode(proto.getColumn().toByteArray(), count));
    }

    private static Values.Histograms histograms(Histograms proto) {
        List<NativeHistogram> histograms = new ArrayList<>(proto.getHistogramsCount());
        for (Histogram histogram : proto.getHistogramsList()) {
            histograms.add(HistogramCodec.fromProto(histogram));
        }
        return new Values.Histograms(
                proto.getSeriesList().stream().mapToInt(Integer::intValue).toArray(),
                proto.getTimestampMillisList().stream()
                        .mapToLong(Long::longValue)
                        .toArray(),
                histograms);
    }
}
