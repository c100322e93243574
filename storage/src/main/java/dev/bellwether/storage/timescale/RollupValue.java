package dev.bellwether.storage.timescale;

import dev.bellwether.model.read.Selection;

/** What stands for the samples of a bucket, by what is done with them. */
enum RollupValue {
    /** The largest sample, at the bucket's end. */
    MAXIMUM("maximum"),
    /** The smallest sample, at the bucket's end. */
    MINIMUM("minimum"),
    /** As many samples as there were, evenly spread, each with their mean: sums, means and counts come out right. */
    MEANS("sum"),
    /** The last sample, at the bucket's end. */
    LAST("last"),
    /** The last sample, every five minutes, so that an instant selector finds one at any time. */
    LAST_HELD("last");

    private final String column;

    RollupValue(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }

    static RollupValue of(Selection.Hints hints) {
        return switch (hints.function()) {
            case "max_over_time" -> MAXIMUM;
            case "min_over_time" -> MINIMUM;
            case "sum_over_time", "avg_over_time", "count_over_time" -> MEANS;
            default -> hints.rangeMillis() > 0 ? LAST : LAST_HELD;
        };
    }
}
