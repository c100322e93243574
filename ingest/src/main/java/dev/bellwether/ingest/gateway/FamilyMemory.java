package dev.bellwether.ingest.gateway;

import dev.bellwether.ingest.gateway.remotewrite.IncomingSeries;
import dev.bellwether.model.MetricMetadata;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What senders of remote_write 1.0 said of metric families, which they do in requests of their own: told of each series
 * that comes later. Bounded; safe for use by many threads.
 */
final class FamilyMemory {
    private static final int MOST = 20_000;
    private static final List<String> SUFFIXES = List.of("_total", "_bucket", "_sum", "_count", "_info");

    private final Map<Family, MetricMetadata> families = new ConcurrentHashMap<>();

    private record Family(String tenant, String name) {}

    void remember(String tenant, Map<String, MetricMetadata> metadata) {
        if (families.size() + metadata.size() > MOST) {
            families.clear();
        }
        metadata.forEach((name, known) -> families.put(new Family(tenant, name), known));
    }

    /** The series with what is known of its family, or as it is. */
    IncomingSeries describe(String tenant, IncomingSeries series) {
        if (families.isEmpty() || !series.metadata().equals(MetricMetadata.UNKNOWN)) {
            return series;
        }
        MetricMetadata known = find(tenant, series.labels().metricName());
        return known == null
                ? series
                : new IncomingSeries(
                        series.labels(),
                        known,
                        series.timestampMillis(),
                        series.values(),
                        series.histogramMillis(),
                        series.histograms());
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
