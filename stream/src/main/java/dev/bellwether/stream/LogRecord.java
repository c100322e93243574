package dev.bellwether.stream;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record as it was read.
 *
 * @param partition its partition
 * @param offset its offset
 * @param timestampMillis when the broker took it, milliseconds since 1970
 * @param key its key; empty where it has none
 * @param value its bytes, or null where it is a tombstone; nobody writes to them
 * @param headers its headers; of a name that stands twice, the last
 */
@SuppressWarnings("ArrayRecordComponent") // Shared on purpose: the very bytes that were fetched.
public record LogRecord(
        int partition,
        long offset,
        long timestampMillis,
        String key,
        byte @Nullable [] value,
        Map<String, byte[]> headers) {

    /** A header as UTF-8 text, or null where it is absent. */
    public @Nullable String header(String name) {
        byte[] bytes = headers.get(name);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
