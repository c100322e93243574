package dev.bellwether.ingest.gateway.remotewrite;

import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.protocol.codec.BlockHash;
import dev.bellwether.protocol.codec.EncodedSeries;
import dev.bellwether.protocol.codec.SeriesBlockWriter;
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.SeriesBlockPublisher;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Gives series of one tenant their places: those that come a second time without one make a new block together. A series
 * that comes once makes none, so that a sender of ever new series fills no log of blocks. Safe for use by many threads;
 * where two give one series a place at once, both are right and the later stays.
 */
public final class RecurringSeries implements SeriesPlaces {
    /** A little is left for what frames the parts. */
    private static final int MAX_BLOCK_BYTES = SeriesBlock.MAX_BYTES - (16 << 10);

    private final SeriesBlockPublisher publisher;
    private final String tenant;

    public RecurringSeries(SeriesBlockPublisher publisher, String tenant) {
        this.publisher = publisher;
        this.tenant = tenant;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The same objects as long as nothing else is known of a series.
    public @Nullable Place[] of(List<IncomingSeries> series) {
        @Nullable Place[] places = new @Nullable Place[series.size()];
        IdentityHashMap<Block, Boolean> usable = new IdentityHashMap<>();
        IdentityHashMap<KnownSeries, EncodedSeries> without = new IdentityHashMap<>();
        List<KnownSeries> inOrder = new ArrayList<>();
        Block last = null;
        for (int i = 0; i < places.length; i++) {
            IncomingSeries one = series.get(i);
            KnownSeries known = one.known();
            Place place = known.place();
            if (place != null
                    && place.series() == one.encoded()
                    && (place.block() == last || isUsable(place, usable))) {
                last = place.block();
                places[i] = place;
            } else if (known.hasComeBefore() && isFree(place) && without.put(known, one.encoded()) == null) {
                inOrder.add(known);
            }
            known.comes();
        }
        if (!inOrder.isEmpty()) {
            IdentityHashMap<KnownSeries, Place> made = makeBlocks(inOrder, without);
            for (int i = 0; i < places.length; i++) {
                Place place = places[i] == null ? made.get(series.get(i).known()) : null;
                if (place != null) {
                    places[i] = place;
                }
            }
        }
        return places;
    }

    /** Whether a series may get a place: where another tenant's of the very same labels has one, that is kept. */
    private boolean isFree(@Nullable Place place) {
        return place == null || place.block().tenant().equals(tenant);
    }

    private boolean isUsable(Place place, IdentityHashMap<Block, Boolean> usable) {
        Boolean known = usable.get(place.block());
        if (known == null) {
            known = place.block().tenant().equals(tenant)
                    && publisher.isUsable(tenant, place.block().hash());
            usable.put(place.block(), known);
        }
        return known;
    }

    private IdentityHashMap<KnownSeries, Place> makeBlocks(
            List<KnownSeries> inOrder, IdentityHashMap<KnownSeries, EncodedSeries> described) {
        IdentityHashMap<KnownSeries, Place> made = new IdentityHashMap<>();
        SeriesBlockWriter writer = new SeriesBlockWriter();
        List<KnownSeries> members = new ArrayList<>();
        for (KnownSeries series : inOrder) {
            EncodedSeries encoded = Objects.requireNonNull(described.get(series));
            if (encoded.maxBytes() > MAX_BLOCK_BYTES) {
                continue;
            }
            if (writer.size() == SeriesBlock.MAX_SERIES || writer.bytes() + encoded.maxBytes() > MAX_BLOCK_BYTES) {
                publish(writer, members, described, made);
            }
            int unused = writer.add(encoded);
            members.add(series);
        }
        if (!members.isEmpty()) {
            publish(writer, members, described, made);
        }
        return made;
    }

    private void publish(
            SeriesBlockWriter writer,
            List<KnownSeries> members,
            IdentityHashMap<KnownSeries, EncodedSeries> described,
            IdentityHashMap<KnownSeries, Place> made) {
        byte[] bytes = writer.toBytes();
        Block block = new Block(tenant, BlockHash.of(bytes));
        try {
            publisher.publish(tenant, block.hash(), bytes).join();
        } catch (CompletionException e) {
            throw new LogUnavailableException("a series block is not durable: " + e.getMessage(), e);
        }
        for (int i = 0; i < members.size(); i++) {
            KnownSeries member = members.get(i);
            Place place = new Place(block, i, Objects.requireNonNull(described.get(member)));
            member.place(place);
            made.put(member, place);
        }
        writer.clear();
        members.clear();
    }
}
