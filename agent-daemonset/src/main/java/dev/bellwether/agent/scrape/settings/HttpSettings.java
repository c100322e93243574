package dev.bellwether.agent.scrape.settings;

import org.jspecify.annotations.Nullable;

/**
 * How a scraper speaks HTTP.
 *
 * @param credentials what it shows, or null
 * @param tls for https
 * @param followRedirects whether it follows an answer that points elsewhere
 * @param compression whether it asks for gzip
 */
public record HttpSettings(
        @Nullable Credentials credentials, TlsSettings tls, boolean followRedirects, boolean compression) {
    /** No credentials, redirects followed, gzip asked for. */
    public static final HttpSettings DEFAULT = new HttpSettings(null, TlsSettings.DEFAULT, true, true);
}
