package dev.bellwether.ingest.gateway.remotewrite;

import dev.bellwether.protocol.codec.BlockHash;
import dev.bellwether.protocol.codec.EncodedSeries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Durable blocks that hold series which come again and again, so that batches name them and nobody reads their labels a
 * second time.
 */
public interface SeriesPlaces {
    /** No series has a place: all stand in their batches. */
    SeriesPlaces NONE = series -> new @Nullable Place[series.size()];

    /**
     * Where a series stands.
     *
     * @param block the durable block
     * @param index the series in it
     * @param series the series as it stands there
     */
    record Place(Block block, int index, EncodedSeries series) {}

    /**
     * A durable block of one tenant.
     *
     * @param tenant whose it is
     * @param hash its name
     */
    record Block(String tenant, BlockHash hash) {
        @Override
        @SuppressWarnings("ReferenceEquality") // One object is made for each block.
        public boolean equals(@Nullable Object object) {
            return this == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /**
     * Places that a batch may name now, for series that have come before. Blocks while new blocks become durable.
     *
     * @param series what goes to one partition
     * @return for each of the series its place, or null where its labels are to stand in the batch
     * @throws dev.bellwether.stream.LogUnavailableException where the log does not take a new block
     */
    @Nullable
    Place[] of(List<IncomingSeries> series);
}
