package dev.bellwether.storage;

import dev.bellwether.model.MetricMetadata;
import java.util.SortedMap;

/**
 * What is known of metrics beside their samples.
 *
 * <p>Safe for use by many threads; blocks on the database.
 */
public interface MetricDirectory {
    /**
     * Types, units and help texts by metric name.
     *
     * @param metric the one metric wanted, empty for all
     * @throws StorageUnavailableException where the database is away
     */
    SortedMap<String, MetricMetadata> metadata(String metric);
}
