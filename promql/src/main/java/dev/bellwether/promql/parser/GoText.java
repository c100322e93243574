package dev.bellwether.promql.parser;

import dev.bellwether.model.LabelText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** String literals as the Go language writes them; single quotes may hold any number of characters. */
final class GoText {
    private static final String SIMPLE_ESCAPES = "abfnrtv\\";
    private static final String SIMPLE_VALUES = "\u0007\b\f\n\r\t\u000b\\";

    private GoText() {}

    /** A literal that cannot be read; {@code index} counts from the opening quote. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int index;

        Malformed(int index, String message) {
            super(message, null, false, false);
            this.index = index;
        }

        int index() {
            return index;
        }

        /** The message, which is never null here. */
        String reason() {
            return String.valueOf(getMessage());
        }
    }

    static String quote(String text) {
        return LabelText.quote(text);
    }

    /** One character in single quotes. */
    static String quoteCharacter(int codePoint) {
        if (codePoint == '\'') {
            return "'\\''";
        }
        if (codePoint == '"') {
            return "'\"'";
        }
        String quoted = quote(Character.toString(codePoint));
        return "'" + quoted.substring(1, quoted.length() - 1) + "'";
    }

    /**
     * What a literal, given with its quotes, stands for. Escapes of bytes that are no UTF-8 become lone
     * surrogates U+DC80 to U+DCFF, so that they can be told from every valid text.
     *
     * @throws Malformed where an escape is unknown or ends too soon
     */
    static String unquote(String literal) throws Malformed {
        char quote = literal.charAt(0);
        int end = literal.length() - 1;
        if (quote == '`' || literal.indexOf('\\') < 0) {
            return literal.substring(1, end);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(literal.length());
        int i = 1;
        while (i < end) {
            int codePoint = literal.codePointAt(i);
            if (codePoint == '\\') {
                i = escape(literal, i, quote, bytes);
            } else {
                append(bytes, codePoint);
                i += Character.charCount(codePoint);
            }
        }
        return decoded(ByteBuffer.wrap(bytes.toByteArray()));
    }

    private static String decoded(ByteBuffer bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        while (bytes.hasRemaining()) {
            CoderResult result = decoder.decode(bytes, text, true);
            for (int i = 0; i < (result.isMalformed() ? result.length() : 0); i++) {
                text.put((char) (0xDC00 + (bytes.get() & 0xff)));
            }
        }
        return text.flip().toString();
    }

    private static int escape(String literal, int start, char quote, ByteArrayOutputStream bytes) throws Malformed {
        int codePoint = literal.codePointAt(start + 1);
        int simple = SIMPLE_ESCAPES.indexOf(codePoint);
        if (simple >= 0) {
            bytes.write(SIMPLE_VALUES.charAt(simple));
            return start + 2;
        }
        if (codePoint == quote) {
            bytes.write(quote);
            return start + 2;
        }
        return switch (codePoint) {
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                bytes.write((int) digits(literal, start + 1, 3, 8, 255));
                yield start + 4;
            }
            case 'x' -> {
                bytes.write((int) digits(literal, start + 2, 2, 16, 255));
                yield start + 4;
            }
            case 'u' -> {
                append(bytes, (int) digits(literal, start + 2, 4, 16, Character.MAX_CODE_POINT));
                yield start + 6;
            }
            case 'U' -> {
                append(bytes, (int) digits(literal, start + 2, 8, 16, Character.MAX_CODE_POINT));
                yield start + 10;
            }
            default -> throw new Malformed(start, "unknown escape sequence " + unicodeName(codePoint));
        };
    }

    private static long digits(String literal, int start, int count, int base, int largest) throws Malformed {
        long value = 0;
        for (int i = start; i < start + count; i++) {
            if (i >= literal.length() - 1) {
                throw new Malformed(i, "escape sequence not terminated");
            }
            char c = literal.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, base) : -1;
            if (digit < 0) {
                throw new Malformed(
                        i, "illegal character " + unicodeName(literal.codePointAt(i)) + " in escape sequence");
            }
            value = value * base + digit;
        }
        if (value > largest || (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE)) {
            throw new Malformed(start - 1, "escape sequence is an invalid Unicode code point");
        }
        return value;
    }

    private static String unicodeName(int codePoint) {
        String name = String.format("U+%04X", codePoint);
        return Character.isISOControl(codePoint) ? name : name + " '" + Character.toString(codePoint) + "'";
    }

    private static void append(ByteArrayOutputStream bytes, int codePoint) {
        if (codePoint < 0x80) {
            bytes.write(codePoint);
        } else {
            bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        }
    }
}
