package dev.bellwether.ingest.writer;

import java.time.Duration;

/**
 * What a writer is started with.
 *
 * @param group the consumer group whose members share the partitions
 * @param flushRows samples of one transaction in a steady state; while the database is slower than the log they grow to
 *     four times as many
 * @param flushInterval from one transaction to the next while samples trickle: so long a sample waits at most for others
 * @param sessionTimeout how long a dead writer keeps its partitions; 1 s to 60 s, and the broker must allow it
 * @param cachedSeries how many series' ids are kept in memory, 12 bytes each
 * @param maxBackoff the longest pause between attempts while the database is away
 */
public record WriterConfig(
        String group,
        int flushRows,
        Duration flushInterval,
        Duration sessionTimeout,
        int cachedSeries,
        Duration maxBackoff) {
    /** What a writer has where nothing else is said. */
    public static final WriterConfig DEFAULT = new WriterConfig(
            "bellwether-writer",
            100_000,
            Duration.ofSeconds(1),
            Duration.ofSeconds(6),
            2_000_000,
            Duration.ofSeconds(10));

    public WriterConfig {
        if (group.isBlank()) {
            throw new IllegalArgumentException("group is blank; a name is needed");
        }
        requireWithin("flushRows", flushRows, 1, 10_000_000);
        requireWithin("flushInterval in milliseconds", flushInterval.toMillis(), 1, 60_000);
        requireWithin("sessionTimeout in milliseconds", sessionTimeout.toMillis(), 1_000, 60_000);
        requireWithin("cachedSeries", cachedSeries, 1_000, 100_000_000);
        requireWithin("maxBackoff in milliseconds", maxBackoff.toMillis(), 10, 600_000);
    }

    private static void requireWithin(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", allowed are " + least + " to " + most);
        }
    }
}
