package dev.bellwether.ingest.writer;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.protocol.codec.SeriesLabels;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.storage.SeriesId;
import dev.bellwether.storage.SeriesIdentity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stored ids of a block's series: in a steady state one look-up for a whole block, and no label is touched.
 *
 * <p>Blocks that come again are remembered by object, together with the labels of their batch; series of blocks that are
 * used once are remembered one by one, by their labels: the decoder gives equal ones mostly as one object, which is quick to
 * compare. Both are bounded, the least recently used forgotten first. Used by one thread.
 */
final class SeriesIds {
    private static final int MIN_SINGLES = 1_000;
    private static final int MAX_SINGLES = 50_000;
    /** What a series takes with its labels, here and where they are decoded. */
    private static final int BYTES_PER_SINGLE = 1_500;

    private static final int SHARE_OF_HEAP = 16;
    /** So many new series are resolved together. */
    private static final int MOST_AT_ONCE = 20_000;

    private final SampleWriter storage;
    private final int maxSeries;
    private final LinkedHashMap<BlockOfBatch, BlockIds> blocks = new LinkedHashMap<>(256, 0.75f, true);
    private final LinkedHashMap<OneSeries, Known> singles = new LinkedHashMap<>(1_024, 0.75f, true);
    private int blockSeries;

    SeriesIds(SampleWriter storage, int maxSeries) {
        this.storage = storage;
        this.maxSeries = maxSeries;
    }

    /** A block in the surroundings of a batch. Blocks are compared as objects: the decoder gives equal ones as one. */
    private record BlockOfBatch(SeriesBlock block, String tenant, Labels target, Labels external) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object object) {
            return object instanceof BlockOfBatch other
                    && block == other.block
                    && tenant.equals(other.tenant)
                    && target.equals(other.target)
                    && external.equals(other.external);
        }

        @Override
        public int hashCode() {
            return (System.identityHashCode(block) * 31 + target.hashCode()) * 31 + external.hashCode();
        }
    }

    private record OneSeries(String tenant, Labels labels) {}

    /** What a series was resolved with: when something new is known of its metric, storage is told. */
    private record Known(SeriesId id, MetricMetadata metadata) {
        boolean covers(MetricMetadata other) {
            return other.equals(MetricMetadata.UNKNOWN) || other.equals(metadata);
        }
    }

    /**
     * Sees that the ids of the blocks of some batches are known, asking storage once for all of them.
     *
     * @throws dev.bellwether.storage.StorageUnavailableException where storage is needed and away
     * @throws dev.bellwether.storage.RejectedSampleException where a label can never be stored; nothing is known then that
     *     was not before
     * @throws IllegalArgumentException where a series has no name
     */
    void prepare(List<Wanted> batches) {
        Map<BlockOfBatch, SeriesBlock> missing = new LinkedHashMap<>();
        int series = 0;
        for (Wanted wanted : batches) {
            for (Section section : wanted.batch().sections()) {
                BlockOfBatch key = key(wanted.tenant(), wanted.batch(), section.block());
                if (!blocks.containsKey(key) && missing.put(key, section.block()) == null) {
                    series += section.block().size();
                }
            }
            if (series > MOST_AT_ONCE) {
                break;
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        List<SeriesIdentity> identities = new ArrayList<>(series);
        missing.forEach((key, block) -> addIdentities(identities, key, block));
        List<SeriesId> resolved = storage.resolve(identities);
        int from = 0;
        for (BlockOfBatch key : missing.keySet()) {
            int to = from + key.block().size();
            keep(key, new BlockIds(resolved.subList(from, to)));
            from = to;
        }
    }

    /** Whether the ids of all blocks of a batch are known. */
    boolean knows(String tenant, SampleBatch batch) {
        for (Section section : batch.sections()) {
            if (!blocks.containsKey(key(tenant, batch, section.block()))) {
                return false;
            }
        }
        return true;
    }

    /** A batch whose blocks come again, and whose it is. */
    record Wanted(String tenant, SampleBatch batch) {}

    /**
     * The ids of all series of a block, in its order.
     *
     * @param singleUse whether the block will not come again
     * @throws dev.bellwether.storage.StorageUnavailableException where they are unknown here and storage is away
     * @throws dev.bellwether.storage.RejectedSampleException where a label can never be stored
     * @throws IllegalArgumentException where a series has no name
     */
    BlockIds of(String tenant, SampleBatch batch, SeriesBlock block, boolean singleUse) {
        if (singleUse) {
            return oneByOne(tenant, batch, block);
        }
        BlockOfBatch key = key(tenant, batch, block);
        BlockIds known = blocks.get(key);
        if (known != null) {
            return known;
        }
        List<SeriesIdentity> identities = new ArrayList<>(block.size());
        addIdentities(identities, key, block);
        BlockIds resolved = new BlockIds(storage.resolve(identities));
        keep(key, resolved);
        return resolved;
    }

    private static BlockOfBatch key(String tenant, SampleBatch batch, SeriesBlock block) {
        return new BlockOfBatch(block, tenant, batch.targetLabels(), batch.externalLabels());
    }

    private static void addIdentities(List<SeriesIdentity> identities, BlockOfBatch key, SeriesBlock block) {
        for (SeriesDescriptor series : block.series()) {
            Labels labels = SeriesLabels.merge(series.labels(), key.target(), key.external());
            identities.add(new SeriesIdentity(key.tenant(), labels, series.metadata()));
        }
    }

    private void keep(BlockOfBatch key, BlockIds ids) {
        blocks.put(key, ids);
        blockSeries += ids.size();
        Iterator<Map.Entry<BlockOfBatch, BlockIds>> eldest = blocks.entrySet().iterator();
        while (blockSeries > maxSeries && blocks.size() > 1) {
            blockSeries -= eldest.next().getValue().size();
            eldest.remove();
        }
    }

    private BlockIds oneByOne(String tenant, SampleBatch batch, SeriesBlock block) {
        SeriesId[] ids = new SeriesId[block.size()];
        List<SeriesIdentity> missing = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            SeriesDescriptor series = block.series().get(i);
            Labels labels = SeriesLabels.merge(series.labels(), batch.targetLabels(), batch.externalLabels());
            Known known = singles.get(new OneSeries(tenant, labels));
            if (known != null && known.covers(series.metadata())) {
                ids[i] = known.id();
            } else {
                missing.add(new SeriesIdentity(tenant, labels, series.metadata()));
                places.add(i);
            }
        }
        if (!missing.isEmpty()) {
            List<SeriesId> resolved = storage.resolve(missing);
            for (int i = 0; i < resolved.size(); i++) {
                ids[places.get(i)] = resolved.get(i);
                SeriesIdentity identity = missing.get(i);
                singles.put(new OneSeries(tenant, identity.labels()), new Known(resolved.get(i), identity.metadata()));
            }
            Iterator<OneSeries> eldest = singles.keySet().iterator();
            while (singles.size() > maxSingles()) {
                eldest.next();
                eldest.remove();
            }
        }
        return new BlockIds(Arrays.asList(ids));
    }

    /** How many series of blocks that are used once are kept at most: each with its labels, which take far more. */
    int maxSingles() {
        long fitting = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / BYTES_PER_SINGLE;
        return (int) Math.clamp(Math.min(maxSeries, fitting), MIN_SINGLES, MAX_SINGLES);
    }

    /** Asks storage again for every id: it may have lost some, as a server does that took over from another. */
    void forget() {
        blocks.clear();
        singles.clear();
        blockSeries = 0;
    }

    /** How many series' ids are kept. */
    int size() {
        return blockSeries + singles.size();
    }
}
