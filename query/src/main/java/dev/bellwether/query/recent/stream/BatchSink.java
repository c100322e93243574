package dev.bellwether.query.recent.stream;

import dev.bellwether.model.Labels;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.BatchDecoder;
import dev.bellwether.protocol.codec.EncodedBatch;
import dev.bellwether.protocol.codec.InvalidBatchException;
import dev.bellwether.protocol.codec.SeriesLabels;
import dev.bellwether.protocol.codec.UnknownBlockException;
import dev.bellwether.protocol.topic.BatchHeaders;
import dev.bellwether.query.recent.RecentStore;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.SeriesBlockLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records of {@code samples} into memory. What the writer refuses is left out here too: a broken batch, a block that
 * nobody knows, a series without a name. Used by one thread.
 */
final class BatchSink {
    private static final Logger LOG = LoggerFactory.getLogger(BatchSink.class);

    /** How many blocks' series are remembered; a fleet shares blocks but not its target labels. */
    private static final int REMEMBERED_BLOCKS = 20_000;

    private final RecentStore store;
    private final SeriesBlockLog blocks;
    private final String tenant;
    private final Map<BlockInBatch, RecentStore.Target[]> targets = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockInBatch, RecentStore.Target[]> eldest) {
            return size() > REMEMBERED_BLOCKS;
        }
    };

    /** A block under the labels of a batch; blocks are compared by identity, for decoding gives equal ones as one object. */
    private record BlockInBatch(SeriesBlock block, Labels target, Labels external) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object object) {
            return object instanceof BlockInBatch other
                    && block == other.block
                    && target.equals(other.target)
                    && external.equals(other.external);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(block) + target.hashCode();
        }
    }

    BatchSink(RecentStore store, SeriesBlockLog blocks, String tenant) {
        this.store = store;
        this.blocks = blocks;
        this.tenant = tenant;
    }

    /**
     * Takes a record.
     *
     * @throws dev.bellwether.stream.LogUnavailableException where a block is needed and the log is away
     */
    void take(LogRecord record) {
        String sender = record.header(BatchHeaders.TENANT);
        byte[] value = record.value();
        if (value == null || !tenant.equals(sender == null ? "" : sender)) {
            return;
        }
        try {
            EncodedBatch encoded = EncodedBatch.read(value);
            take(encoded, BatchDecoder.decode(encoded, blocks.forTenant(tenant)));
        } catch (InvalidBatchException | UnknownBlockException e) {
            LOG.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("batch is left out: {}", e.getMessage());
        }
    }

    private void take(EncodedBatch encoded, SampleBatch batch) {
        List<Section> sections = batch.sections();
        List<RecentStore.Target[]> resolved = new ArrayList<>(sections.size());
        for (int i = 0; i < sections.size(); i++) {
            RecentStore.Target[] series = resolve(sections.get(i).block(), batch, encoded.isSingleUse(i));
            if (series.length == 0) {
                return;
            }
            resolved.add(series);
        }
        for (int i = 0; i < resolved.size(); i++) {
            add(sections.get(i).values(), resolved.get(i));
        }
    }

    private RecentStore.Target[] resolve(SeriesBlock block, SampleBatch batch, boolean singleUse) {
        if (singleUse) {
            return targets(block, batch);
        }
        return targets.computeIfAbsent(
                new BlockInBatch(block, batch.targetLabels(), batch.externalLabels()), key -> targets(block, batch));
    }

    /** Where the samples of a block go; empty where a series has no name. */
    private RecentStore.Target[] targets(SeriesBlock block, SampleBatch batch) {
        RecentStore.Target[] series = new RecentStore.Target[block.size()];
        for (int i = 0; i < series.length; i++) {
            Labels labels =
                    SeriesLabels.merge(block.series().get(i).labels(), batch.targetLabels(), batch.externalLabels());
            if (labels.metricName().isEmpty()) {
                return new RecentStore.Target[0];
            }
            series[i] = store.target(labels);
        }
        return series;
    }

    private static void add(Values values, RecentStore.Target[] series) {
        switch (values) {
            case Values.Frame frame -> {
                for (int i = 0; i < series.length; i++) {
                    double value = frame.column()[i];
                    if (!SpecialValues.isAbsent(value)) {
                        series[i].add(frame.timestampMillis(), value);
                    }
                }
            }
            case Values.Points points -> {
                for (int i = 0; i < points.values().length; i++) {
                    series[points.series()[i]].add(points.timestampMillis()[i], points.values()[i]);
                }
            }
            case Values.Histograms histograms -> {
                for (int i = 0; i < histograms.series().length; i++) {
                    series[histograms.series()[i]].add(
                            histograms.timestampMillis()[i],
                            histograms.histograms().get(i));
                }
            }
        }
    }
}
