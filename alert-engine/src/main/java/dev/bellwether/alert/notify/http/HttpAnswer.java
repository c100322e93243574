package dev.bellwether.alert.notify.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What a receiver answered.
 *
 * @param status the status code
 * @param headers the headers by name in lower case, the first of each name
 * @param text the beginning of the body, as UTF-8
 */
public record HttpAnswer(int status, Map<String, String> headers, String text) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    static HttpAnswer of(int status, Map<String, String> headers, byte[] body) {
        return new HttpAnswer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    /** The first header of a name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as JSON, a missing node where it is none. */
    public JsonNode json() {
        try {
            JsonNode node = JSON.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** Whether the receiver took it. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
