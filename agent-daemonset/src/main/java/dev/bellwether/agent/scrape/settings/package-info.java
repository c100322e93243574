/**
 * What a scrape config says, as immutable records. Start reading at {@link
 * dev.bellwether.agent.scrape.settings.ScrapeConfig}.
 */
@NullMarked
package dev.bellwether.agent.scrape.settings;

import org.jspecify.annotations.NullMarked;
