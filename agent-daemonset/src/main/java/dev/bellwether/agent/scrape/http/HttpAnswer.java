package dev.bellwether.agent.scrape.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * A successful answer. Closing gives its connection back, for the next request where the body was read to its end.
 */
public final class HttpAnswer implements AutoCloseable {
    private final String contentType;
    private final InputStream body;
    private final Release release;

    /** Takes a connection back. */
    interface Release {
        void run() throws IOException;
    }

    HttpAnswer(String contentType, InputStream body, Release release) {
        this.contentType = contentType;
        this.body = body;
        this.release = release;
    }

    /** The header {@code Content-Type}; empty where there is none. */
    public String contentType() {
        return contentType;
    }

    /** The body, decompressed; reading more than the limit fails. */
    public InputStream body() {
        return body;
    }

    @Override
    public void close() throws IOException {
        release.run();
    }
}
