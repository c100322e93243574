package dev.bellwether.storage.timescale;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * A span of time.
 *
 * @param startMillis the first millisecond, included
 * @param endMillis the end, excluded, behind the start
 */
record TimeSpan(long startMillis, long endMillis) {
    static final long HOUR = 3_600_000;

    /** The start of the hour that a time lies in. */
    static long hourOf(long timeMillis) {
        return Math.floorDiv(timeMillis, HOUR) * HOUR;
    }

    /** Hours, named by their starts, as spans without gaps. */
    static List<TimeSpan> ofHours(SortedSet<Long> hours) {
        List<TimeSpan> spans = new ArrayList<>();
        for (long hour : hours) {
            if (!spans.isEmpty() && spans.getLast().endMillis == hour) {
                spans.set(spans.size() - 1, new TimeSpan(spans.getLast().startMillis, hour + HOUR));
            } else {
                spans.add(new TimeSpan(hour, hour + HOUR));
            }
        }
        return spans;
    }

    /** What is left of this one without others, which ascend. */
    List<TimeSpan> without(List<TimeSpan> others) {
        List<TimeSpan> left = new ArrayList<>();
        long from = startMillis;
        for (TimeSpan other : others) {
            if (other.startMillis > from) {
                left.add(new TimeSpan(from, Math.min(other.startMillis, endMillis)));
            }
            from = Math.max(from, other.endMillis);
            if (from >= endMillis) {
                return left;
            }
        }
        left.add(new TimeSpan(from, endMillis));
        return left;
    }
}
