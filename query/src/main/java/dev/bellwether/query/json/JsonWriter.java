package dev.bellwether.query.json;

import dev.bellwether.model.Labels;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON as it comes, without a tree in memory; commas are set by the writer.
 *
 * <p>Not safe for use by many threads. The caller sees to it that objects and arrays are closed in order. Closing
 * flushes what is buffered and leaves the stream open.
 */
public final class JsonWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final byte[] HEXADECIMAL = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int used;
    private boolean commaNeeded;

    /** A writer onto a stream that stays the caller's. */
    public JsonWriter(OutputStream out) {
        this.out = out;
    }

    public JsonWriter beginObject() throws IOException {
        return begin('{');
    }

    public JsonWriter endObject() throws IOException {
        return end('}');
    }

    public JsonWriter beginArray() throws IOException {
        return begin('[');
    }

    public JsonWriter endArray() throws IOException {
        return end(']');
    }

    private JsonWriter begin(char bracket) throws IOException {
        separate();
        put(bracket);
        commaNeeded = false;
        return this;
    }

    private JsonWriter end(char bracket) throws IOException {
        put(bracket);
        commaNeeded = true;
        return this;
    }

    /** The name of an object's next value. */
    public JsonWriter name(String name) throws IOException {
        separate();
        quoted(name);
        put(':');
        commaNeeded = false;
        return this;
    }

    /** A text. */
    public JsonWriter value(String text) throws IOException {
        separate();
        quoted(text);
        commaNeeded = true;
        return this;
    }

    /** An object of texts, sorted by name. */
    public JsonWriter texts(Map<String, String> texts) throws IOException {
        beginObject();
        for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
            name(text.getKey()).value(text.getValue());
        }
        return endObject();
    }

    /** A whole number. */
    public JsonWriter value(long number) throws IOException {
        separate();
        digits(number);
        commaNeeded = true;
        return this;
    }

    /** A truth value. */
    public JsonWriter value(boolean truth) throws IOException {
        return plain(truth ? "true" : "false");
    }

    /** A number; as a text where JSON has none for it ({@code "NaN"}, {@code "+Inf"}). */
    public JsonWriter value(double number) throws IOException {
        String text = GoFloat.format(number);
        return Double.isFinite(number) ? plain(text) : value(text);
    }

    public JsonWriter nullValue() throws IOException {
        return plain("null");
    }

    /** A number as a text, as Prometheus writes samples: {@code "1.5"}. */
    public JsonWriter sampleValue(double number) throws IOException {
        separate();
        put('"');
        if (GoFloat.isPlainInteger(number)) {
            digits((long) number);
        } else {
            ascii(GoFloat.format(number));
        }
        put('"');
        commaNeeded = true;
        return this;
    }

    /** Milliseconds as seconds with up to three digits behind the point: {@code 1435781451.781}. */
    public JsonWriter timestamp(long millis) throws IOException {
        separate();
        if (millis < 0) {
            put('-');
        }
        long magnitude = Math.abs(millis);
        digits(magnitude / 1000);
        int fraction = (int) (magnitude % 1000);
        if (fraction != 0) {
            put('.');
            put((char) ('0' + fraction / 100));
            put((char) ('0' + fraction / 10 % 10));
            put((char) ('0' + fraction % 10));
        }
        commaNeeded = true;
        return this;
    }

    /** Labels as an object of texts. */
    public JsonWriter labels(Labels labels) throws IOException {
        beginObject();
        for (int i = 0; i < labels.size(); i++) {
            name(labels.name(i)).value(labels.value(i));
        }
        return endObject();
    }

    /** An array of texts. */
    public JsonWriter texts(Collection<String> texts) throws IOException {
        beginArray();
        for (String text : texts) {
            value(text);
        }
        return endArray();
    }

    private JsonWriter plain(String text) throws IOException {
        separate();
        ascii(text);
        commaNeeded = true;
        return this;
    }

    private void separate() throws IOException {
        if (commaNeeded) {
            put(',');
        }
    }

    private void put(char c) throws IOException {
        if (used == BUFFER_BYTES) {
            drain();
        }
        buffer[used++] = (byte) c;
    }

    private void ascii(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void digits(long number) throws IOException {
        if (number < 0) {
            ascii(Long.toString(number));
            return;
        }
        int length = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            length++;
        }
        if (BUFFER_BYTES - used < length) {
            drain();
        }
        long rest = number;
        for (int at = used + length - 1; at >= used; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        used += length;
    }

    private void quoted(String text) throws IOException {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
                put(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                codePoint(Character.toCodePoint(c, text.charAt(i)));
            } else {
                escaped(c);
            }
        }
        put('"');
    }

    private void escaped(char c) throws IOException {
        switch (c) {
            case '"', '\\' -> {
                put('\\');
                put(c);
            }
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            default -> {
                if (c < 0x20) {
                    ascii("\\u00");
                    put((char) HEXADECIMAL[c >> 4]);
                    put((char) HEXADECIMAL[c & 0xf]);
                } else {
                    codePoint(Character.isSurrogate(c) ? 0xfffd : c);
                }
            }
        }
    }

    private void codePoint(int codePoint) throws IOException {
        if (codePoint < 0x800) {
            put((char) (0xc0 | codePoint >> 6));
        } else {
            if (codePoint < 0x10000) {
                put((char) (0xe0 | codePoint >> 12));
            } else {
                put((char) (0xf0 | codePoint >> 18));
                put((char) (0x80 | codePoint >> 12 & 0x3f));
            }
            put((char) (0x80 | codePoint >> 6 & 0x3f));
        }
        put((char) (0x80 | codePoint & 0x3f));
    }

    private void drain() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }

    /** Hands everything written so far to the stream. */
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        drain();
    }
}
