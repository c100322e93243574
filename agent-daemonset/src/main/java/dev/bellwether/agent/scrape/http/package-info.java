/**
 * A small HTTP/1.1 client that asks one target again and again. Start reading at {@link
 * dev.bellwether.agent.scrape.http.ScrapeClient}.
 */
@NullMarked
package dev.bellwether.agent.scrape.http;

import org.jspecify.annotations.NullMarked;
