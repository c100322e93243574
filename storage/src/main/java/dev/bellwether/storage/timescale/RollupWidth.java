package dev.bellwether.storage.timescale;

import java.time.Duration;

/** The two widths of rollups. */
enum RollupWidth {
    FIVE_MINUTES("rollup_5m", "dirty_bucket", Duration.ofMinutes(5)),
    HOUR("rollup_1h", "dirty_hour", Duration.ofHours(1));

    private final String table;
    private final String dirtyTable;
    private final Duration duration;

    RollupWidth(String table, String dirtyTable, Duration duration) {
        this.table = table;
        this.dirtyTable = dirtyTable;
        this.duration = duration;
    }

    String table() {
        return table;
    }

    /** Where buckets stand that are out of date. */
    String dirtyTable() {
        return dirtyTable;
    }

    Duration duration() {
        return duration;
    }
}
