package dev.bellwether.query.exchange;

import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a handler answers.
 *
 * @param status the HTTP status
 * @param contentType the value of {@code Content-Type}
 * @param headers further headers
 * @param body writes the body; called at most once, on the thread that called the handler
 */
public record Reply(int status, String contentType, Map<String, String> headers, Body body) {
    /** The media type of JSON. */
    public static final String JSON = "application/json";

    public Reply {
        headers = Map.copyOf(headers);
    }

    /** Writes a body. */
    @FunctionalInterface
    public interface Body {
        /**
         * Writes the whole body; blocks while the receiver is slow.
         *
         * @throws IOException where the receiver is gone
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a body of JSON. */
    @FunctionalInterface
    public interface JsonBody {
        /** Writes the whole value. */
        void writeTo(JsonWriter json) throws IOException;
    }

    /** JSON. */
    public static Reply json(int status, JsonBody body) {
        return json(status, JSON, body);
    }

    /** JSON under a media type of its own. */
    public static Reply json(int status, String contentType, JsonBody body) {
        return new Reply(status, contentType, Map.of(), out -> {
            try (JsonWriter json = new JsonWriter(out)) {
                body.writeTo(json);
            }
        });
    }

    /** A text. */
    public static Reply text(int status, String contentType, String text) {
        return bytes(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that are there already. */
    public static Reply bytes(int status, String contentType, byte[] bytes) {
        return new Reply(status, contentType, Map.of(), out -> out.write(bytes));
    }
}
