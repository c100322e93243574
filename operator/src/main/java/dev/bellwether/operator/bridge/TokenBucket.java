package dev.bellwether.operator.bridge;

/** So much a second, and a little more at once. Used by one thread. */
final class TokenBucket {
    private final double perMilli;
    private final double most;
    private double tokens;
    private long filledAt = Long.MIN_VALUE;

    TokenBucket(int perSecond, int burst) {
        this.perMilli = perSecond / 1_000.0;
        this.most = burst;
        this.tokens = burst;
    }

    /** Takes one, where there is one. */
    boolean take(long nowMillis) {
        if (filledAt != Long.MIN_VALUE) {
            tokens = Math.min(most, tokens + Math.max(0, nowMillis - filledAt) * perMilli);
        }
        filledAt = nowMillis;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
