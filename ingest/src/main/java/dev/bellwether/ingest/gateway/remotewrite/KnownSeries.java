package dev.bellwether.ingest.gateway.remotewrite;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.protocol.codec.EncodedSeries;
import dev.bellwether.protocol.codec.SymbolMemory;
import org.jspecify.annotations.Nullable;

/**
 * A series as a sender names it, with what was found out about it: made once and used for each of its samples that comes
 * later. Safe for use by many threads; what is noted twice is noted alike.
 */
public final class KnownSeries {
    private static final byte[] NO_NAME = {};

    private final byte[] name;
    private final EncodedSeries encoded;
    private final String instance;
    private final int maxBytes;
    private volatile boolean allowed;
    private volatile boolean cameBefore;
    private volatile @Nullable Description description;
    private volatile SeriesPlaces.@Nullable Place place;
    private volatile @Nullable KnownSeries follower;

    /**
     * The series with what was told of its metric elsewhere.
     *
     * @param tenant who was told
     * @param version as of when
     * @param series the series as it is written
     */
    public record Description(String tenant, long version, EncodedSeries series) {}

    /** A series that was not known before; its texts are shared with others. */
    public KnownSeries(Labels labels, MetricMetadata metadata, SymbolMemory symbols) {
        this(NO_NAME, labels, metadata, symbols);
    }

    /**
     * A series that was not known before; its texts are shared with others.
     *
     * @param name its labels as they stand in a request, which nobody writes to any more
     */
    KnownSeries(byte[] name, Labels labels, MetricMetadata metadata, SymbolMemory symbols) {
        this.name = name;
        this.encoded = EncodedSeries.of(new SeriesDescriptor(labels, metadata), symbols);
        this.maxBytes = encoded.maxBytes();
        String named = labels.get("instance");
        this.instance = named != null ? named : labels.getOrEmpty("job");
    }

    /** Its labels as they stand in a request; empty where they do not stand in one piece. */
    byte[] name() {
        return name;
    }

    /** The labels, the name among them. */
    public Labels labels() {
        return encoded.descriptor().labels();
    }

    /** The series with what its request says of its metric. */
    public EncodedSeries encoded() {
        return encoded;
    }

    /** The most bytes that it adds to a block, as its request names it. */
    int maxBytes() {
        return maxBytes;
    }

    /** What its samples are kept together by: the label {@code instance}, or {@code job}. */
    String instance() {
        return instance;
    }

    /** Whether its labels were found to keep all limits. */
    public boolean isAllowed() {
        return allowed;
    }

    /** Notes that its labels keep all limits. */
    public void allow() {
        allowed = true;
    }

    /** Whether samples of it have come before. */
    boolean hasComeBefore() {
        return cameBefore;
    }

    /** Notes that samples of it come. */
    void comes() {
        if (!cameBefore) {
            cameBefore = true;
        }
    }

    /** What was noted last, or null. */
    public @Nullable Description description() {
        return description;
    }

    /** Notes the series with what was told of its metric. */
    public void describe(Description found) {
        description = found;
    }

    /** Where it stands in a durable block, or null where it has no place. */
    SeriesPlaces.@Nullable Place place() {
        return place;
    }

    void place(SeriesPlaces.Place found) {
        place = found;
    }

    /** The series that came behind it last, a guess at what comes next time; null where none did. */
    @Nullable
    KnownSeries follower() {
        return follower;
    }

    void follower(KnownSeries next) {
        follower = next;
    }
}
