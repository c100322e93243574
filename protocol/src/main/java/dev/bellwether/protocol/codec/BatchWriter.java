package dev.bellwether.protocol.codec;

import dev.bellwether.model.Labels;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.model.batch.Values;

/**
 * Writes one batch, section by section, straight into its bytes. The number of values, their indexes and the block fit
 * together by the caller's care. Not safe for use by many threads.
 */
public final class BatchWriter {
    private final WireWriter out = new WireWriter(16 << 10);

    /** Begins a batch. */
    public BatchWriter(BatchIdentity identity, Labels targetLabels, Labels externalLabels) {
        out.text(1, identity.agentId());
        out.number(2, identity.incarnation());
        out.number(3, identity.sequence());
        labels(4, targetLabels);
        labels(5, externalLabels);
    }

    /**
     * Appends a section with a block that this batch alone uses.
     *
     * @throws InvalidBatchException where the block has too many bytes
     */
    public void addSingleUse(SeriesBlockWriter block, Values values) {
        int section = out.begin(6);
        int series = out.begin(1);
        block.writeTo(out);
        out.end(series);
        values(values);
        out.number(6, 1);
        out.end(section);
    }

    /** Appends a section whose block is named; the log has it. */
    public void addNamed(BlockHash block, Values values) {
        int section = out.begin(6);
        out.bytes(2, block.toBytes());
        values(values);
        out.end(section);
    }

    /** Appends a section with its block inside, or named. */
    void add(EncodedBlock block, boolean inside, boolean singleUse, Values values) {
        int section = out.begin(6);
        if (inside) {
            out.bytes(1, block.bytes());
        } else {
            out.bytes(2, block.hash().toBytes());
        }
        values(values);
        out.number(6, singleUse ? 1 : 0);
        out.end(section);
    }

    /** Appends numbers that will never come; after the sections. */
    void addVoid(SequenceRange range) {
        int message = out.begin(7);
        out.number(1, range.first());
        out.number(2, range.last());
        out.end(message);
    }

    /** How many bytes have been written. */
    public int size() {
        return out.size();
    }

    /**
     * The batch.
     *
     * @throws InvalidBatchException where it has more than {@link SampleBatch#MAX_BYTES}
     */
    public byte[] toBytes() {
        if (out.size() > SampleBatch.MAX_BYTES) {
            throw new InvalidBatchException("batch has " + out.size() + " bytes, allowed are " + SampleBatch.MAX_BYTES);
        }
        return out.toBytes();
    }

    private void labels(int field, Labels labels) {
        labels.forEach((name, value) -> {
            int label = out.begin(field);
            out.text(1, name);
            out.text(2, value);
            out.end(label);
        });
    }

    private void values(Values values) {
        switch (values) {
            case Values.Frame frame -> frame(frame);
            case Values.Points points -> points(points);
            case Values.Histograms histograms -> histograms(histograms);
        }
    }

    private void frame(Values.Frame frame) {
        int message = out.begin(3);
        out.signedNumber(1, frame.timestampMillis());
        column(2, frame.column());
        out.end(message);
    }

    private void points(Values.Points points) {
        int[] series = points.series();
        long[] times = points.timestampMillis();
        int message = out.begin(4);
        if (series.length > 0) {
            int differences = out.begin(1);
            int lastSeries = 0;
            for (int index : series) {
                out.zigzag(index - lastSeries);
                lastSeries = index;
            }
            out.end(differences);
            differences = out.begin(2);
            long lastTime = 0;
            for (long time : times) {
                out.zigzag(time - lastTime);
                lastTime = time;
            }
            out.end(differences);
        }
        column(3, points.values());
        out.end(message);
    }

    private void histograms(Values.Histograms histograms) {
        int message = out.begin(5);
        if (histograms.series().length > 0) {
            int packed = out.begin(1);
            for (int index : histograms.series()) {
                out.varint(index);
            }
            out.end(packed);
            packed = out.begin(2);
            for (long time : histograms.timestampMillis()) {
                out.zigzag(time);
            }
            out.end(packed);
        }
        histograms.histograms().forEach(histogram -> out.bytes(3, HistogramCodec.encode(histogram)));
        out.end(message);
    }

    private void column(int field, double[] values) {
        if (values.length > 0) {
            out.bytes(field, ColumnCodec.encode(values, values.length));
        }
    }
}
