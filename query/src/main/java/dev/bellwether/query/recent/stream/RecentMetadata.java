package dev.bellwether.query.recent.stream;

import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.query.MetadataDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What senders of the last hours said of their metrics. Safe for use by many threads. */
final class RecentMetadata implements MetadataDirectory {
    private static final int MOST_METRICS = 100_000;
    private static final int MOST_ENTRIES = 10;
    private static final List<String> SUFFIXES = List.of("_bucket", "_sum", "_count");

    private final Map<String, List<MetricMetadata>> byName = new ConcurrentHashMap<>();

    void note(String metric, MetricMetadata metadata) {
        if (metadata.equals(MetricMetadata.UNKNOWN)) {
            return;
        }
        String family = family(metric, metadata.type());
        List<MetricMetadata> known = byName.get(family);
        if (known != null && (known.contains(metadata) || known.size() >= MOST_ENTRIES)) {
            return;
        }
        if (known == null && byName.size() >= MOST_METRICS) {
            return;
        }
        byName.merge(family, List.of(metadata), (all, added) -> {
            List<MetricMetadata> both = new ArrayList<>(all);
            both.addAll(added);
            return List.copyOf(both);
        });
    }

    /** The series of a histogram or summary share the metadata of one family. */
    private static String family(String metric, MetricType type) {
        if (type == MetricType.HISTOGRAM || type == MetricType.GAUGE_HISTOGRAM || type == MetricType.SUMMARY) {
            for (String suffix : SUFFIXES) {
                if (metric.endsWith(suffix) && metric.length() > suffix.length()) {
                    return metric.substring(0, metric.length() - suffix.length());
                }
            }
        }
        return metric;
    }

    @Override
    public SortedMap<String, List<MetricMetadata>> metadata(String metric) {
        if (metric.isEmpty()) {
            return new TreeMap<>(byName);
        }
        SortedMap<String, List<MetricMetadata>> one = new TreeMap<>();
        List<MetricMetadata> known = byName.get(metric);
        if (known != null) {
            one.put(metric, known);
        }
        return one;
    }
}
