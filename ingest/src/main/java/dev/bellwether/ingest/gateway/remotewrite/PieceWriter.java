package dev.bellwether.ingest.gateway.remotewrite;

import dev.bellwether.model.Labels;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.BatchWriter;
import dev.bellwether.protocol.codec.EncodedSeries;
import dev.bellwether.protocol.codec.InvalidBatchException;
import dev.bellwether.protocol.codec.SeriesBlockWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one piece of a request: a section for each durable block that its series stand in, and sections with the labels of
 * those that have no place. Used once.
 */
final class PieceWriter {
    /** Index, time and value of a sample, each at its longest. */
    static final int BYTES_PER_SAMPLE = 24;
    /** What frames the parts of a section. */
    static final int SECTION_BYTES = 64;
    /** A little is left for what frames the parts. */
    private static final int BLOCK_BYTES = SeriesBlock.MAX_BYTES - (16 << 10);

    private final BatchWriter batch;
    private final boolean described;
    private final Map<SeriesPlaces.Block, Points> named = new LinkedHashMap<>();
    private SeriesPlaces.@Nullable Block lastBlock;
    private @Nullable Points lastPoints;
    private final SeriesBlockWriter block = new SeriesBlockWriter();
    private final Points inside = new Points();

    /**
     * Samples of one series.
     *
     * @param from the first
     * @param to the one behind the last
     * @param histograms whether its histograms are meant, or its float samples
     * @param place where it stands, or null where its labels are to stand in the batch
     */
    record Part(IncomingSeries series, int from, int to, boolean histograms, SeriesPlaces.@Nullable Place place) {}

    private PieceWriter(BatchIdentity identity, boolean described) {
        this.batch = new BatchWriter(identity, Labels.EMPTY, Labels.EMPTY);
        this.described = described;
    }

    /**
     * Writes a batch.
     *
     * @throws InvalidBatchException where one series alone is more than a block may be
     */
    static byte[] write(BatchIdentity identity, List<Part> parts) {
        try {
            return new PieceWriter(identity, true).write(parts);
        } catch (InvalidBatchException e) {
            // Help texts may be longer than all the samples; without them the pieces fit.
            return new PieceWriter(identity, false).write(parts);
        }
    }

    private byte[] write(List<Part> parts) {
        for (Part part : parts) {
            if (!part.histograms()) {
                addSamples(part);
            }
        }
        named.forEach((durable, points) -> batch.addNamed(durable.hash(), points.take()));
        endInside();
        for (Part part : parts) {
            if (part.histograms()) {
                addHistograms(part);
            }
        }
        return batch.toBytes();
    }

    @SuppressWarnings("ReferenceEquality") // One object is made for each block.
    private void addSamples(Part part) {
        SeriesPlaces.Place place = part.place();
        if (place == null) {
            addInside(part);
            return;
        }
        Points points = lastPoints;
        if (points == null || place.block() != lastBlock) {
            points = named.computeIfAbsent(place.block(), absent -> new Points());
            lastPoints = points;
            lastBlock = place.block();
        }
        points.add(place.index(), part);
    }

    private void addInside(Part part) {
        EncodedSeries encoded = encoded(part);
        if (block.size() > 0
                && (block.size() == SeriesBlock.MAX_SERIES || block.bytes() + encoded.maxBytes() > BLOCK_BYTES)) {
            endInside();
        }
        inside.add(block.add(encoded), part);
    }

    private void endInside() {
        if (inside.count > 0) {
            batch.addSingleUse(block, inside.take());
            block.clear();
        }
    }

    private void addHistograms(Part part) {
        block.clear();
        int unused = block.add(encoded(part));
        batch.addSingleUse(
                block,
                new Values.Histograms(
                        new int[part.to() - part.from()],
                        Arrays.copyOfRange(part.series().histogramMillis(), part.from(), part.to()),
                        part.series().histograms().subList(part.from(), part.to())));
        block.clear();
    }

    private EncodedSeries encoded(Part part) {
        return described ? part.series().encoded() : part.series().known().encoded();
    }

    /** Float samples of one section under way. */
    private static final class Points {
        private int[] indexes = new int[256];
        private long[] times = new long[256];
        private double[] values = new double[256];
        private int count;

        void add(int index, Part part) {
            int more = part.to() - part.from();
            if (count + more > indexes.length) {
                int larger = Math.max(indexes.length * 2, count + more);
                indexes = Arrays.copyOf(indexes, larger);
                times = Arrays.copyOf(times, larger);
                values = Arrays.copyOf(values, larger);
            }
            IncomingSeries series = part.series();
            if (more == 1) {
                indexes[count] = index;
                times[count] = series.timestampMillis()[part.from()];
                values[count] = series.values()[part.from()];
            } else {
                Arrays.fill(indexes, count, count + more, index);
                System.arraycopy(series.timestampMillis(), part.from(), times, count, more);
                System.arraycopy(series.values(), part.from(), values, count, more);
            }
            count += more;
        }

        Values.Points take() {
            Values.Points points = new Values.Points(
                    Arrays.copyOf(indexes, count), Arrays.copyOf(times, count), Arrays.copyOf(values, count));
            count = 0;
            return points;
        }
    }
}
