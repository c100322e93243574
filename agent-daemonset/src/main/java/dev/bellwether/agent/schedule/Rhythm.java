package dev.bellwether.agent.schedule;

import dev.bellwether.protocol.topic.PartitionKey;
import java.time.Duration;

/**
 * When a job is due: at ticks that are {@code offset} plus whole intervals since 1970, and a little later for its jitter.
 *
 * @param interval from tick to tick, at least a millisecond
 * @param deadline how long one run may take, at most the interval
 * @param offset where in the interval the tick lies
 * @param jitter how long after the tick the run begins
 */
public record Rhythm(Duration interval, Duration deadline, Duration offset, Duration jitter) {
    private static final Duration LONGEST_JITTER = Duration.ofMillis(500);

    public Rhythm {
        if (interval.toMillis() < 1 || deadline.compareTo(interval) > 0 || !deadline.isPositive()) {
            throw new IllegalArgumentException(
                    "interval is " + interval + " and deadline " + deadline
                            + "; the interval must be at least a millisecond, the deadline above zero and at most the interval");
        }
    }

    /**
     * The rhythm of a collector: agents are spread over the interval, collectors of an agent share its ticks and are spread
     * over the first half second, or a thirtieth of the interval.
     */
    public static Rhythm ofCollector(String agentId, String collector, Duration interval, Duration deadline) {
        Duration most = interval.dividedBy(30);
        return new Rhythm(
                interval,
                deadline,
                share(agentId, interval),
                share(agentId + "/" + collector, most.compareTo(LONGEST_JITTER) < 0 ? most : LONGEST_JITTER));
    }

    /** The rhythm of a scraped target: every target has ticks of its own. */
    public static Rhythm ofTarget(String agentId, String target, Duration interval, Duration deadline) {
        return new Rhythm(interval, deadline, share(agentId + "/" + target, interval), Duration.ZERO);
    }

    private static Duration share(String key, Duration of) {
        int millis = (int) Math.min(Integer.MAX_VALUE, of.toMillis());
        return millis < 1 ? Duration.ZERO : Duration.ofMillis(PartitionKey.partition(key, millis));
    }

    /** The last tick at or before a time. */
    long tickAtOrBefore(long wallMillis) {
        return Math.floorDiv(wallMillis - offset.toMillis(), interval.toMillis()) * interval.toMillis()
                + offset.toMillis();
    }
}
