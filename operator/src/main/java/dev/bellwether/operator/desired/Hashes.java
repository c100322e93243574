package dev.bellwether.operator.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Hashes of manifests and of configuration: the same for equal contents, whatever the order of keys. */
public final class Hashes {
    private static final int BYTES = 12;
    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Hashes() {}

    /** The hash of anything that becomes JSON, 24 hexadecimal digits. */
    public static String of(Object content) {
        try {
            return digest(CANONICAL.writeValueAsString(content));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(content.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }

    /** The hash of texts under names, such as the data of a Secret. */
    public static String ofTexts(Map<String, String> texts) {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(texts)
                .forEach((name, text) -> all.append(name.length())
                        .append(':')
                        .append(name)
                        .append(text.length())
                        .append(':')
                        .append(text));
        return digest(all.toString());
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
