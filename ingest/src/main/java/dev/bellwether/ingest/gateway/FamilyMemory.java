package dev.bellwether.ingest.gateway;

import dev.bellwether.ingest.gateway.remotewrite.KnownSeries;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.protocol.codec.EncodedSeries;
import dev.bellwether.protocol.codec.SymbolMemory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What senders of remote_write 1.0 said of metric families, which they do in requests of their own: told of each series
 * that comes later. Bounded; safe for use by many threads.
 */
final class FamilyMemory {
    private static final int MOST = 20_000;
    private static final List<String> SUFFIXES = List.of("_total", "_bucket", "_sum", "_count", "_info");

    private final Map<Family, MetricMetadata> families = new ConcurrentHashMap<>();

    private final AtomicLong version = new AtomicLong();
    private final SymbolMemory symbols;

    FamilyMemory(SymbolMemory symbols) {
        this.symbols = symbols;
    }

    private record Family(String tenant, String name) {}

    void remember(String tenant, Map<String, MetricMetadata> metadata) {
        if (families.size() + metadata.size() > MOST) {
            families.clear();
            version.incrementAndGet();
        }
        metadata.forEach((name, known) -> {
            if (!known.equals(families.put(new Family(tenant, name), known))) {
                version.incrementAndGet();
            }
        });
    }

    /** The series with what is known of its family, or as its request names it; found once for as long as it is true. */
    EncodedSeries describe(String tenant, KnownSeries series) {
        if (families.isEmpty() || !series.encoded().descriptor().metadata().equals(MetricMetadata.UNKNOWN)) {
            return series.encoded();
        }
        KnownSeries.Description noted = series.description();
        long now = version.get();
        if (noted != null && noted.version() == now && noted.tenant().equals(tenant)) {
            return noted.series();
        }
        MetricMetadata known = find(tenant, series.labels().metricName());
        EncodedSeries described;
        if (noted != null && noted.tenant().equals(tenant) && tellsTheSame(noted.series(), known)) {
            described = noted.series();
        } else {
            described = known == null ? series.encoded() : series.encoded().with(known, symbols);
        }
        series.describe(new KnownSeries.Description(tenant, now, described));
        return described;
    }

    private static boolean tellsTheSame(EncodedSeries noted, @Nullable MetricMetadata known) {
        MetricMetadata before = noted.descriptor().metadata();
        return known == null ? before.equals(MetricMetadata.UNKNOWN) : before.equals(known);
    }

    private @Nullable MetricMetadata find(String tenant, String name) {
        MetricMetadata known = families.get(new Family(tenant, name));
        for (String suffix : SUFFIXES) {
            if (known == null && name.endsWith(suffix)) {
                known = families.get(new Family(tenant, name.substring(0, name.length() - suffix.length())));
            }
        }
        return known;
    }
}
