package dev.bellwether.alerting.template.syntax;

import dev.bellwether.model.LabelText;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Literals as Go's strconv package reads them. */
final class GoLiterals {
    private static final String SIMPLE_ESCAPES = "abfnrtv\\";
    private static final String SIMPLE_VALUES = "\u0007\b\f\n\r\t\u000b\\";
    private static final Pattern INTEGER = Pattern.compile(
            "[+-]?+(?:0[xX](?:_?[0-9a-fA-F])++|0[oO](?:_?[0-7])++|0[bB](?:_?[01])++|0(?:_?[0-7])*+|[1-9](?:_?[0-9])*+)");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?+(?:[0-9](?:_?[0-9])*+\\.?+(?:[0-9](?:_?[0-9])*+)?+"
            + "|\\.[0-9](?:_?[0-9])*+)(?:[eE][+-]?+[0-9](?:_?[0-9])*+)?+");
    private static final Pattern HEXADECIMAL = Pattern.compile(
            "[+-]?+0[xX](?:(?:_?[0-9a-fA-F])++\\.?+(?:[0-9a-fA-F](?:_?[0-9a-fA-F])*+)?+|\\.[0-9a-fA-F]++)[pP][+-]?+[0-9]++");

    private GoLiterals() {}

    static String quote(String text) {
        return LabelText.quote(text);
    }

    /** As Go's verb {@code %#U}. */
    static String unicodeName(int codePoint) {
        String name = String.format("U+%04X", Math.max(0, codePoint));
        return Character.isISOControl(codePoint) || !Character.isDefined(codePoint)
                ? name
                : name + " '" + Character.toString(codePoint) + "'";
    }

    /**
     * What a literal with its quotes stands for.
     *
     * @throws SyntaxError where it is none
     */
    static String unquote(Token token) throws SyntaxError {
        String literal = token.text();
        if (token.type() == TokenType.RAW_STRING) {
            return literal.substring(1, literal.length() - 1).replace("\r", "");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(literal.length());
        int i = 1;
        while (i < literal.length() - 1) {
            int c = literal.codePointAt(i);
            if (c == '\\') {
                i = escape(token, i + 1, bytes);
            } else {
                append(bytes, c);
                i += Character.charCount(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * The code point of a character constant.
     *
     * @throws SyntaxError where it is not exactly one character
     */
    static int character(Token token) throws SyntaxError {
        String text = token.text().indexOf('"') == 1 ? "\"" : unquote(token);
        if (text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
            throw new SyntaxError(token.position(), "malformed character constant: " + token.text());
        }
        return text.codePointAt(0);
    }

    private static int escape(Token token, int index, ByteArrayOutputStream bytes) throws SyntaxError {
        String literal = token.text();
        char c = literal.charAt(index);
        int simple = SIMPLE_ESCAPES.indexOf(c);
        if (simple >= 0 || c == literal.charAt(0)) {
            bytes.write(simple >= 0 ? SIMPLE_VALUES.charAt(simple) : c);
            return index + 1;
        }
        int digits = switch (c) {
            case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
        int start = digits == 3 ? index : index + 1;
        int base = digits == 3 ? 8 : 16;
        if (digits == 0 || start + digits > literal.length() - 1) {
            throw new SyntaxError(token.position(), "invalid syntax");
        }
        long value = 0;
        for (int i = start; i < start + digits; i++) {
            char d = literal.charAt(i);
            int digit = d < 0x80 ? Character.digit(d, base) : -1;
            if (digit < 0) {
                throw new SyntaxError(token.position(), "invalid syntax");
            }
            value = value * base + digit;
        }
        boolean isByte = digits <= 3;
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        if (value > (isByte ? 255 : Character.MAX_CODE_POINT) || surrogate) {
            throw new SyntaxError(token.position(), "invalid syntax");
        }
        if (isByte) {
            bytes.write((int) value);
        } else {
            append(bytes, (int) value);
        }
        return start + digits;
    }

    private static void append(ByteArrayOutputStream bytes, int codePoint) {
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A number: an integer where it is one, a double where it has a point or an exponent.
     *
     * @throws SyntaxError where it is none or does not fit
     */
    static Operand.NumberConstant number(Token token) throws SyntaxError {
        String text = token.text();
        BigInteger integer = integer(text);
        if (integer != null) {
            if (integer.bitLength() > 63) {
                throw new SyntaxError(
                        token.position(),
                        integer.bitLength() > 64 || integer.signum() < 0
                                ? "integer overflow: " + quote(text)
                                : text + " overflows int");
            }
            return new Operand.NumberConstant(
                    token.position(), text, integer.longValueExact(), integer.doubleValue(), true, false);
        }
        if (text.chars().allMatch(c -> c != '.' && "eEpP".indexOf(c) < 0)
                && DECIMAL.matcher(text).matches()) {
            throw new SyntaxError(token.position(), "integer overflow: " + quote(text));
        }
        boolean decimal = DECIMAL.matcher(text).matches();
        if (!decimal && !HEXADECIMAL.matcher(text).matches()) {
            throw new SyntaxError(token.position(), "illegal number syntax: " + quote(text));
        }
        double value = Double.parseDouble(text.replace("_", ""));
        if (Double.isInfinite(value)) {
            throw new SyntaxError(token.position(), "illegal number syntax: " + quote(text));
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 0x1p63;
        return new Operand.NumberConstant(token.position(), text, whole ? (long) value : 0, value, whole, true);
    }

    private static @Nullable BigInteger integer(String text) {
        if (!INTEGER.matcher(text).matches()) {
            return null;
        }
        boolean signed = text.charAt(0) == '-' || text.charAt(0) == '+';
        String digits = (signed ? text.substring(1) : text).replace("_", "");
        int base = 10;
        int prefix = 0;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            switch (digits.charAt(1)) {
                case 'x', 'X' -> {
                    base = 16;
                    prefix = 2;
                }
                case 'o', 'O' -> {
                    base = 8;
                    prefix = 2;
                }
                case 'b', 'B' -> {
                    base = 2;
                    prefix = 2;
                }
                default -> {
                    base = 8;
                    prefix = 1;
                }
            }
        }
        BigInteger value = new BigInteger(digits.substring(prefix), base);
        return text.charAt(0) == '-' ? value.negate() : value;
    }
}
