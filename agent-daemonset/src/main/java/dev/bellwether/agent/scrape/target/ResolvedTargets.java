package dev.bellwether.agent.scrape.target;

import java.util.List;

/**
 * What became of a config's target groups.
 *
 * @param targets what to scrape, each target once
 * @param dropped how many targets relabelling dropped
 * @param problems one line for each target that cannot be scraped
 */
public record ResolvedTargets(List<ScrapeTarget> targets, int dropped, List<String> problems) {
    public ResolvedTargets {
        targets = List.copyOf(targets);
        problems = List.copyOf(problems);
    }
}
