package dev.bellwether.ingest.writer;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.protocol.codec.SeriesLabels;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.storage.SeriesId;
import dev.bellwether.storage.SeriesIdentity;
import java.util.ArrayList;
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
    private final SampleWriter storage;
    private final int maxSeries;
    private final LinkedHashMap<BlockOfBatch, SeriesId[]> blocks = new LinkedHashMap<>(256, 0.75f, true);
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
     * The ids of all series of a block, in its order.
     *
     * @param singleUse whether the block will not come again
     * @throws dev.bellwether.storage.StorageUnavailableException where they are unknown here and storage is away
     * @throws dev.bellwether.storage.RejectedSampleException where a label can never be stored
     * @throws IllegalArgumentException where a series has no name
     */
    SeriesId[] of(String tenant, SampleBatch batch, SeriesBlock block, boolean singleUse) {
        if (singleUse) {
            return oneByOne(tenant, batch, block);
        }
        BlockOfBatch key = new BlockOfBatch(block, tenant, batch.targetLabels(), batch.externalLabels());
        SeriesId[] known = blocks.get(key);
        if (known != null) {
            return known;
        }
        List<SeriesIdentity> identities = new ArrayList<>(block.size());
        for (SeriesDescriptor series : block.series()) {
            identities.add(identity(tenant, batch, series));
        }
        SeriesId[] resolved = storage.resolve(identities).toArray(new SeriesId[0]);
        blocks.put(key, resolved);
        blockSeries += resolved.length;
        Iterator<Map.Entry<BlockOfBatch, SeriesId[]>> eldest = blocks.entrySet().iterator();
        while (blockSeries > maxSeries && blocks.size() > 1) {
            blockSeries -= eldest.next().getValue().length;
            eldest.remove();
        }
        return resolved;
    }

    private SeriesId[] oneByOne(String tenant, SampleBatch batch, SeriesBlock block) {
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
            while (singles.size() > maxSeries) {
                eldest.next();
                eldest.remove();
            }
        }
        return ids;
    }

    private static SeriesIdentity identity(String tenant, SampleBatch batch, SeriesDescriptor series) {
        Labels labels = SeriesLabels.merge(series.labels(), batch.targetLabels(), batch.externalLabels());
        return new SeriesIdentity(tenant, labels, series.metadata());
    }

    /** How many series' ids are kept at most, of each kind. */
    int capacity() {
        return maxSeries;
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
