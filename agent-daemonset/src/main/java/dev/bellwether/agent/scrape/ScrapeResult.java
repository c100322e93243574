package dev.bellwether.agent.scrape;

import dev.bellwether.agent.scrape.target.ScrapeTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one scrape gave. Also a failed one has something to send: stale markers and the report.
 *
 * @param target what was scraped
 * @param tick the time that samples without a time of their own carry
 * @param groups never empty groups, at most one of each kind, in the order of the kinds
 * @param duration how long the scrape took
 * @param error why it failed, for people, or null where it did not
 * @param duplicates how many samples were left out because their series had one already
 */
public record ScrapeResult(
        ScrapeTarget target,
        Instant tick,
        List<ScrapeGroup> groups,
        Duration duration,
        @Nullable String error,
        int duplicates) {
    public ScrapeResult {
        groups = List.copyOf(groups);
    }

    public boolean isUp() {
        return error == null;
    }
}
