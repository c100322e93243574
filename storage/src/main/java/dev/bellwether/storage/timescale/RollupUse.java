package dev.bellwether.storage.timescale;

import java.time.Instant;
import java.util.List;

/** Keeps in mind which rollups a cursor has read, and tells people. Used by one thread. */
final class RollupUse {
    private boolean fiveMinutes;
    private boolean hours;
    private boolean same = true;
    private long rawFromMillis = Long.MIN_VALUE;

    /** What is read next follows a plan. */
    void plan(RollupPlan plan) {
        if (!plan.gone().isEmpty()) {
            same = false;
            rawFromMillis = Math.max(rawFromMillis, plan.gone().getLast().endMillis());
        }
    }

    /** A row gave samples. */
    void read(boolean hour) {
        hours |= hour;
        fiveMinutes |= !hour;
    }

    /** A sentence where rollups were read. */
    List<String> infos() {
        if (!hours && !fiveMinutes) {
            return List.of();
        }
        String widths = fiveMinutes ? hours ? "5m and 1h" : "5m" : "1h";
        return List.of(
                same
                        ? "PromQL info: read from " + widths + " rollups, the result is the same"
                        : "PromQL info: read from " + widths + " rollups, raw samples before "
                                + Instant.ofEpochMilli(rawFromMillis) + " are no longer kept");
    }
}
