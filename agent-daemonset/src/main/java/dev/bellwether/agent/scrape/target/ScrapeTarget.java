package dev.bellwether.agent.scrape.target;

import dev.bellwether.agent.scrape.settings.ScrapeConfig;
import dev.bellwether.model.Labels;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing to scrape. Two equal targets can share one {@code Scraper}, also across a reload of the configuration.
 *
 * @param config the scrape config it belongs to
 * @param labels its labels after relabelling, with {@code job} and {@code instance}, without internal ones
 * @param url what to ask for
 * @param interval from scrape to scrape, above zero
 * @param timeout how long one scrape may take, at most the interval
 * @param refusal why it may not be scraped ({@code up} is 0 then), or null
 */
public record ScrapeTarget(
        ScrapeConfig config,
        Labels labels,
        URI url,
        Duration interval,
        Duration timeout,
        @Nullable String refusal) {
    public ScrapeTarget {
        ScrapeConfig.requireTimes(interval, timeout);
    }

    ScrapeTarget refused(String reason) {
        return new ScrapeTarget(config, labels, url, interval, timeout, reason);
    }
}
