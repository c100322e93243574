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
    private final EncodedSeries encoded;
    private final String instance;
    private volatile boolean allowed;
    private volatile @Nullable Description description;

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
        this.encoded = EncodedSeries.of(new SeriesDescriptor(labels, metadata), symbols);
        String named = labels.get("instance");
        this.instance = named != null ? named : labels.getOrEmpty("job");
    }

    /** The labels, the name among them. */
    public Labels labels() {
        return encoded.descriptor().labels();
    }

    /** The series with what its request says of its metric. */
    public EncodedSeries encoded() {
        return encoded;
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

    /** What was noted last, or null. */
    public @Nullable Description description() {
        return description;
    }

    /** Notes the series with what was told of its metric. */
    public void describe(Description found) {
        description = found;
    }
}
