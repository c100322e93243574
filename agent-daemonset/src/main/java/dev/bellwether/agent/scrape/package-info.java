/**
 * Scraping: targets in, samples out. Start reading at {@link dev.bellwether.agent.scrape.Scraper}; the formats are in
 * {@code text} and {@code protobuf}, the way to the target in {@code http}, what a target is in {@code target}. No
 * scheduling here: whoever owns a scraper decides when it scrapes.
 */
@NullMarked
package dev.bellwether.agent.scrape;

import org.jspecify.annotations.NullMarked;
