package dev.bellwether.agent.scrape;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.batch.SeriesDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * One sample of a scrape.
 *
 * @param series its labels without those of the target, and its metadata; the same object from scrape to scrape while
 *     nothing of it changes
 * @param value the value, also where it is a stale marker; meaningless beside a histogram
 * @param histogram a native histogram in the value's place, or null
 * @param timestampMillis milliseconds since 1970, UTC: the time of the scrape, or the sample's own
 * @param ownTimestamp whether the exposition gave the time
 */
public record ScrapedSample(
        SeriesDescriptor series,
        double value,
        @Nullable NativeHistogram histogram,
        long timestampMillis,
        boolean ownTimestamp) {}
