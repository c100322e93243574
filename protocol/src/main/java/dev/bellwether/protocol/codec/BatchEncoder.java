package dev.bellwether.protocol.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.bellwether.model.Labels;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.v1.Frame;
import dev.bellwether.protocol.v1.Histograms;
import dev.bellwether.protocol.v1.Label;
import dev.bellwether.protocol.v1.Points;
import dev.bellwether.protocol.v1.SeqRange;
import java.util.ArrayList;
import java.util.List;
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
        dev.bellwether.protocol.v1.SampleBatch.Builder proto = dev.bellwether.protocol.v1.SampleBatch.newBuilder()
                .setAgentId(batch.identity().agentId())
                .setIncarnation(batch.identity().incarnation())
                .setSeq(batch.identity().sequence())
                .addAllTargetLabels(labels(batch.targetLabels()))
                .addAllExternalLabels(labels(batch.externalLabels()));
        for (SequenceRange range : batch.voids()) {
            proto.addVoids(SeqRange.newBuilder().setFirst(range.first()).setLast(range.last()));
        }
        for (Section section : batch.sections()) {
            proto.addSections(section(section, blocks.apply(section.block()), inline, singleUse));
        }
        byte[] bytes = proto.build().toByteArray();
        if (bytes.length > SampleBatch.MAX_BYTES) {
            throw new InvalidBatchException(
                    "batch has " + bytes.length + " bytes, allowed are " + SampleBatch.MAX_BYTES);
        }
        return bytes;
    }

    private static List<Label> labels(Labels labels) {
        List<Label> list = new ArrayList<>(labels.size());
        labels.forEach((name, value) ->
                list.add(Label.newBuilder().setName(name).setValue(value).build()));
        return list;
    }

    private static dev.bellwether.protocol.v1.Section section(
            Section section, EncodedBlock block, Predicate<EncodedBlock> inline, boolean singleUse) {
        dev.bellwether.protocol.v1.Section.Builder proto = dev.bellwether.protocol.v1.Section.newBuilder();
        if (inline.test(block)) {
            proto.setSeriesBlock(UnsafeByteOperations.unsafeWrap(block.bytes()));
        } else {
            proto.setSeriesBlockHash(
                    UnsafeByteOperations.unsafeWrap(block.hash().toBytes()));
        }
        switch (section.values()) {
            case Values.Frame frame ->
                proto.setFrame(Frame.newBuilder()
                        .setTimestampMillis(frame.timestampMillis())
                        .setColumn(column(frame.column())));
            case Values.Points points -> proto.setPoints(points(points));
            case Values.Histograms histograms -> proto.setHistograms(histograms(histograms));
        }
        return proto.setSingleUse(singleUse).build();
    }

    private static ByteString column(double[] values) {
        return UnsafeByteOperations.unsafeWrap(ColumnCodec.encode(values, values.length));
    }

    private static Points.Builder points(Values.Points points) {
        Points.Builder proto = Points.newBuilder();
        int lastSeries = 0;
        long lastTime = 0;
        for (int i = 0; i < points.values().length; i++) {
            proto.addSeriesDelta(points.series()[i] - lastSeries);
            proto.addTimeDelta(points.timestampMillis()[i] - lastTime);
            lastSeries = points.series()[i];
            lastTime = points.timestampMillis()[i];
        }
        return proto.setColumn(column(points.values()));
    }

    private static Histograms.Builder histograms(Values.Histograms histograms) {
        Histograms.Builder proto = Histograms.newBuilder();
        for (int i = 0; i < histograms.series().length; i++) {
            proto.addSeries(histograms.series()[i]);
            proto.addTimestampMillis(histograms.timestampMillis()[i]);
            proto.addHistograms(HistogramCodec.toProto(histograms.histograms().get(i)));
        }
        return proto;
    }
}
