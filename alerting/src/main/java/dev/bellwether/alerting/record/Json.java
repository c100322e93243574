package dev.bellwether.alerting.record;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper of all records. Stateless. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    static byte[] write(Object form) {
        return MAPPER.writeValueAsBytes(form);
    }

    /**
     * Reads a form and makes of it what it stands for.
     *
     * @throws InvalidRecordException where the bytes are no such form, or what it says is not allowed
     */
    static <F, T> T read(byte[] json, Class<F> form, String what, Function<F, T> maker) {
        try {
            return maker.apply(MAPPER.readValue(json, form));
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new InvalidRecordException(what, e);
        }
    }

    static <T> List<T> list(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }

    static Map<String, String> map(@Nullable Map<String, String> values) {
        return values == null ? Map.of() : values;
    }
}
