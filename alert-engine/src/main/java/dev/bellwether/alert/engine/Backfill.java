package dev.bellwether.alert.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fills the windows of rules that come later from what the log holds, beside the feed that goes on. Used by the engine's thread. */
final class Backfill implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(5);

    private final Supplier<SampleFeed> feeds;
    private final WindowFiller filler;
    private final Set<ActiveRule> waiting = new LinkedHashSet<>();
    private final Set<ActiveRule> underWay = new LinkedHashSet<>();
    private @Nullable SampleFeed feed;

    Backfill(Supplier<SampleFeed> feeds, WindowFiller filler) {
        this.feeds = feeds;
        this.filler = filler;
    }

    void add(ActiveRule rule) {
        waiting.add(rule);
    }

    /**
     * Goes on for a moment.
     *
     * @return the rules whose windows are filled now
     */
    List<ActiveRule> step(long nowMillis) {
        if (feed == null) {
            if (waiting.isEmpty()) {
                return List.of();
            }
            underWay.addAll(waiting);
            waiting.clear();
            long keep =
                    underWay.stream().mapToLong(ActiveRule::keepMillis).max().orElse(0);
            feed = feeds.get();
            feed.rewind(nowMillis - keep);
        }
        for (SampleFeed.Arrival arrival : feed.poll(POLL)) {
            filler.append(arrival, WindowFiller.QUIET);
        }
        if (!feed.caughtUp()) {
            return List.of();
        }
        feed.close();
        feed = null;
        List<ActiveRule> filled = new ArrayList<>(underWay);
        underWay.clear();
        return filled;
    }

    /** Forgets who waits: all windows are filled in another way. */
    void cancel() {
        waiting.clear();
        underWay.clear();
        close();
    }

    @Override
    public void close() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
    }
}
