package dev.bellwether.query.pages;

import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The pages and the description of the API, read once from the class path. Safe for use by many threads. */
public final class PageHandlers {
    private static final String HTML = "text/html; charset=utf-8";
    private static final Map<String, String> PAGE_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'",
            "X-Content-Type-Options",
            "nosniff");

    private final byte[] start = resource("start.html");
    private final byte[] documentation = resource("api.html");
    private final byte[] openApi = resource("openapi.json");

    /** {@code /}: what can be read where. */
    public Reply start(Request request) {
        return page(start);
    }

    /** {@code /docs}: every route with its parameters. */
    public Reply documentation(Request request) {
        return page(documentation);
    }

    /** {@code /openapi.json}. */
    public Reply openApi(Request request) {
        return Reply.bytes(200, Reply.JSON, openApi);
    }

    private static Reply page(byte[] html) {
        return new Reply(200, HTML, PAGE_HEADERS, out -> out.write(html));
    }

    private static byte[] resource(String name) {
        try (InputStream in = PageHandlers.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
