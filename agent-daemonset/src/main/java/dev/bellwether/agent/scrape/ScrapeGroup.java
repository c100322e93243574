package dev.bellwether.agent.scrape;

import dev.bellwether.model.Labels;
import java.util.List;

/**
 * Samples that share target labels: what makes one section of a batch.
 *
 * @param kind what they are
 * @param targetLabels to be merged into every series
 * @param samples in the order of the exposition, then stale markers; a series with times of its own may stand there more
 *     than once
 */
public record ScrapeGroup(Kind kind, Labels targetLabels, List<ScrapedSample> samples) {
    /** What a group holds. */
    public enum Kind {
        /** Samples of the exposition; their series lack the target's labels. */
        SAMPLES,
        /**
         * Samples of the exposition whose series differ from the target in a label that both have, by {@code
         * honor_labels} or relabelling: they are complete and the group's target labels empty.
         */
        COMPLETE,
        /** {@code up} and the other series about the scrape. */
        REPORT
    }

    public ScrapeGroup {
        samples = List.copyOf(samples);
    }
}
