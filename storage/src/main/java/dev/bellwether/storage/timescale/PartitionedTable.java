package dev.bellwether.storage.timescale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A table cut by time.
 *
 * @param name the table
 * @param timeColumn what it is cut by
 * @param width of its partitions or chunks
 */
record PartitionedTable(String name, String timeColumn, Duration width) {

    static PartitionedTable samples(RetentionClass retentionClass, StorageConfig config, Dialect dialect) {
        boolean packed = config.packing() && dialect != Dialect.COLUMNSTORE;
        return new PartitionedTable(
                retentionClass.sampleTable(),
                "time",
                packed ? config.partitions().rows() : config.partitions().kept());
    }

    static PartitionedTable histograms(RetentionClass retentionClass, StorageConfig config) {
        return new PartitionedTable(
                retentionClass.histogramTable(), "time", config.partitions().kept());
    }

    static PartitionedTable packed(RetentionClass retentionClass, StorageConfig config) {
        return new PartitionedTable(
                retentionClass.packedTable(), "start", config.partitions().kept());
    }

    static PartitionedTable rollup(RollupWidth width, StorageConfig config) {
        return new PartitionedTable(width.table(), "bucket", config.partitions().rollups());
    }

    /** Every such table of a dialect. */
    static List<PartitionedTable> all(StorageConfig config, Dialect dialect) {
        List<PartitionedTable> tables = new ArrayList<>();
        for (RetentionClass retentionClass : RetentionClass.values()) {
            tables.add(samples(retentionClass, config, dialect));
            tables.add(histograms(retentionClass, config));
            if (dialect != Dialect.COLUMNSTORE) {
                tables.add(packed(retentionClass, config));
            }
        }
        for (RollupWidth width : RollupWidth.values()) {
            tables.add(rollup(width, config));
        }
        return tables;
    }
}
