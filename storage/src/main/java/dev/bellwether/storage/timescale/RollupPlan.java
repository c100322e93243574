package dev.bellwether.storage.timescale;

import java.util.List;

/**
 * Which times are read from where. The spans of {@code raw} and those of the others do not overlap but where there are no
 * raw samples anyway.
 *
 * @param raw where samples are read as they are
 * @param gone whole hours of which the raw samples have been dropped; rollups of five minutes are read, else of an hour
 * @param whole whole hours of which one sample stands for all, with the same result; rollups of an hour are read
 * @param value what stands for the samples of a bucket
 */
record RollupPlan(List<TimeSpan> raw, List<TimeSpan> gone, List<TimeSpan> whole, RollupValue value) {
    RollupPlan {
        raw = List.copyOf(raw);
        gone = List.copyOf(gone);
        whole = List.copyOf(whole);
    }

    boolean hasRollups() {
        return !gone.isEmpty() || !whole.isEmpty();
    }
}
