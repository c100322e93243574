package dev.bellwether.query.alertmanager;

import dev.bellwether.query.exchange.Request;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what stands in the body of a request, and says what is wrong with it. */
public final class JsonBody {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonBody() {}

    /**
     * The body.
     *
     * @throws AlertmanagerException where it is no JSON
     */
    public static JsonNode read(Request request) {
        try {
            return MAPPER.readTree(request.body());
        } catch (JacksonException e) {
            throw AlertmanagerException.bad("the body is no JSON: " + e.getOriginalMessage());
        }
    }

    /** A text that must be there. */
    public static String required(JsonNode object, String name) {
        String text = optional(object, name);
        if (text.isEmpty()) {
            throw AlertmanagerException.bad(name + " is missing");
        }
        return text;
    }

    /** A text, empty where it is absent. */
    public static String optional(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            throw AlertmanagerException.bad(name + " is " + value + ", a text is needed");
        }
        return value.asString("");
    }

    /** Names and texts. */
    static Map<String, String> texts(JsonNode object, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonNode map = object.path(name);
        if (!map.isMissingNode() && !map.isNull() && !map.isObject()) {
            throw AlertmanagerException.bad(name + " is " + map + ", an object is needed");
        }
        map.properties().forEach(entry -> texts.put(entry.getKey(), optional(map, entry.getKey())));
        return texts;
    }

    /** A time (RFC 3339) in milliseconds since 1970, or another where it is absent or the zero of Go. */
    static long time(JsonNode object, String name, long absent) {
        String text = optional(object, name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.getEpochSecond() < 0 ? absent : time.toEpochMilli();
        } catch (DateTimeParseException e) {
            throw AlertmanagerException.bad(
                    name + " is \"" + text + "\", a time such as 2026-01-31T12:00:00Z is needed");
        }
    }
}
