package dev.bellwether.ingest.gateway;

import java.time.Duration;

/**
 * What one sender may do; each limit refuses with a reason of its own.
 *
 * @param maxRequestBytes bytes of a request as it arrives, compressed
 * @param maxDecompressedBytes bytes of a request after decompression; checked before the memory is taken
 * @param maxSeriesPerAgent series of one agent in ten minutes
 * @param maxLabelsPerSeries labels of one series, the batch's own included
 * @param maxLabelNameLength characters of a label's name
 * @param maxLabelValueLength characters of a label's value
 * @param samplesPerSecond samples of one sender in the long run; ten seconds' worth may come at once
 * @param maxFuture how far a sample's time may lie in the future
 * @param maxAge how far it may lie in the past; a backlog after an outage is honest, so this is generous
 */
public record GatewayLimits(
        int maxRequestBytes,
        int maxDecompressedBytes,
        int maxSeriesPerAgent,
        int maxLabelsPerSeries,
        int maxLabelNameLength,
        int maxLabelValueLength,
        long samplesPerSecond,
        Duration maxFuture,
        Duration maxAge) {
    /** Generous for machines, and still a bound. */
    public static final GatewayLimits DEFAULT = new GatewayLimits(
            8 << 20, 32 << 20, 200_000, 64, 1_024, 4_096, 500_000, Duration.ofMinutes(10), Duration.ofDays(30));

    public GatewayLimits {
        requirePositive("maxRequestBytes", maxRequestBytes);
        requirePositive("maxDecompressedBytes", maxDecompressedBytes);
        requirePositive("maxSeriesPerAgent", maxSeriesPerAgent);
        requirePositive("maxLabelsPerSeries", maxLabelsPerSeries);
        requirePositive("maxLabelNameLength", maxLabelNameLength);
        requirePositive("maxLabelValueLength", maxLabelValueLength);
        requirePositive("samplesPerSecond", samplesPerSecond);
        requirePositive("maxFuture in milliseconds", maxFuture.toMillis());
        requirePositive("maxAge in milliseconds", maxAge.toMillis());
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", at least 1 is needed");
        }
    }
}
