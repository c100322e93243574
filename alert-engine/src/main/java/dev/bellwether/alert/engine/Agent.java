package dev.bellwether.alert.engine;

/** What is known of one sender's time. Used by the engine's thread alone. */
final class Agent {
    private static final long UNKNOWN_INTERVAL = 60_000;

    private long watermarkMillis = Long.MIN_VALUE;
    private long intervalMillis = UNKNOWN_INTERVAL;

    /** Newest sample time that it has sent, none newer than when the log took it. */
    long watermarkMillis() {
        return watermarkMillis;
    }

    void sent(long timestampMillis) {
        if (timestampMillis > watermarkMillis) {
            if (watermarkMillis != Long.MIN_VALUE) {
                long step = timestampMillis - watermarkMillis;
                // Collectors of one tick differ by less than a second: that is no interval.
                if (step > 1_000) {
                    intervalMillis = Math.min(UNKNOWN_INTERVAL, (3 * intervalMillis + step) / 4);
                }
            }
            watermarkMillis = timestampMillis;
        }
    }

    /** Whether what it should have sent by a time has not come. */
    boolean isLateAt(long timestampMillis) {
        return timestampMillis - watermarkMillis > 2 * intervalMillis + 1_000;
    }
}
