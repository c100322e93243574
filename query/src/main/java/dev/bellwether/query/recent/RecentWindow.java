package dev.bellwether.query.recent;

import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * From when on memory is complete, and what may be forgotten. Forgetting follows the window at a distance, so that
 * queries under way find what they count on. One thread fills; any thread may ask.
 */
public final class RecentWindow implements Coverage {
    /** Longer than any query runs. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private static final Duration SHRINK_STEP = Duration.ofMinutes(1);
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final RecentStore store;
    private final RecentConfig config;
    private final Clock clock;
    private volatile long completeFrom = Long.MIN_VALUE;
    private volatile boolean filled;
    private volatile long readAtMillis;

    public RecentWindow(RecentStore store, RecentConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /** The arrival from which on everything must be read to fill the window. */
    public long wantedSinceMillis() {
        return clock.millis()
                - config.window().plus(GRACE).plus(config.clockSkew()).toMillis();
    }

    /** Whatever arrived before this time may be missing. */
    public void missingBefore(long arrivalMillis) {
        completeFrom = Math.max(completeFrom, arrivalMillis + config.clockSkew().toMillis());
    }

    /** Everything up to now has been read. */
    public void readToEnd() {
        readAtMillis = clock.millis();
        filled = true;
    }

    /** Nothing is known any more, until all is read anew. */
    public void lost() {
        filled = false;
    }

    /** Forgets what lies behind the window, and more where memory does not suffice. */
    public void trim() {
        long now = clock.millis();
        long oldest = now - config.window().toMillis();
        store.removeBefore(oldest - GRACE.toMillis());
        long boundary = Math.max(completeFrom, oldest);
        while (store.bytes() > config.maxBytes() && boundary < now) {
            boundary += SHRINK_STEP.toMillis();
            // First it is not offered any more, then it goes.
            completeFrom = boundary;
            store.removeBefore(boundary);
        }
    }

    @Override
    public OptionalLong completeFromMillis() {
        long now = clock.millis();
        if (!filled || now - readAtMillis > FRESH.toMillis()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.max(completeFrom, now - config.window().toMillis()));
    }
}
