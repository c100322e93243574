package dev.bellwether.query;

import dev.bellwether.model.MetricMetadata;
import dev.bellwether.storage.MetricDirectory;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is known of metrics beside their samples. Safe for use by many threads; may block. */
public interface MetadataDirectory {
    /** Nothing is known. */
    MetadataDirectory EMPTY = metric -> new TreeMap<>();

    /**
     * Types, units and help texts by metric name; several entries where senders disagree.
     *
     * @param metric the one metric wanted, empty for all
     */
    SortedMap<String, List<MetricMetadata>> metadata(String metric);

    /** What storage knows. */
    static MetadataDirectory over(MetricDirectory metrics) {
        return metric -> {
            SortedMap<String, List<MetricMetadata>> byName = new TreeMap<>();
            metrics.metadata(metric).forEach((name, metadata) -> byName.put(name, List.of(metadata)));
            return byName;
        };
    }
}
