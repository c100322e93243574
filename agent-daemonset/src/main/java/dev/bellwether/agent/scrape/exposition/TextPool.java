package dev.bellwether.agent.scrape.exposition;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Turns UTF-8 into texts and hands out the same object for the same short ASCII text as far as it remembers: label names
 * and many values repeat from series to series. A fixed number of slots, the newest text of a slot wins. For one thread.
 */
public final class TextPool {
    private static final int SLOTS = 1_024;
    private static final int LONGEST = 64;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];

    /**
     * The text of a range of bytes.
     *
     * @throws CharacterCodingException where the bytes are not UTF-8
     */
    public String text(byte[] bytes, int start, int end) throws CharacterCodingException {
        int hash = 0;
        for (int i = start; i < end; i++) {
            if (bytes[i] < 0) {
                return decode(bytes, start, end);
            }
            hash = 31 * hash + bytes[i];
        }
        int length = end - start;
        if (length > LONGEST) {
            return new String(bytes, start, length, StandardCharsets.US_ASCII);
        }
        int slot = (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (SLOTS - 1);
        String known = slots[slot];
        if (known != null && isSame(known, bytes, start, length)) {
            return known;
        }
        String text = new String(bytes, start, length, StandardCharsets.US_ASCII);
        slots[slot] = text;
        return text;
    }

    private static boolean isSame(String text, byte[] bytes, int start, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != bytes[start + i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] bytes, int start, int end) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, start, end - start))
                .toString();
    }
}
