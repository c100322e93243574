package dev.bellwether.alerting.template;

import dev.bellwether.model.LabelText;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one value by a verb of {@code printf}, as Go's package fmt. */
final class FormattedValue {
    private static final int MAX_NESTING = 100;

    private final BoundedText target;
    private final Flags flags;

    FormattedValue(BoundedText target, Flags flags) {
        this.target = target;
        this.flags = flags;
    }

    /** Writes the value; {@code depth} is 0 for an argument itself and grows with what it contains. */
    void value(@Nullable Object value, int verb, int depth) {
        if (depth > MAX_NESTING) {
            throw new LimitExceeded("a value nests more than " + MAX_NESTING + " deep");
        }
        if (value == null) {
            nil(verb);
            return;
        }
        if (verb == 'T') {
            flags.pad(target, Values.typeName(value));
            return;
        }
        if (value instanceof TemplateObject object && text(object, verb)) {
            return;
        }
        switch (value) {
            case Boolean truth -> truth(truth, verb);
            case Long number -> integer(number, verb);
            case Double number -> real(number, verb);
            case String text -> string(text, verb);
            default -> composite(value, verb, depth);
        }
    }

    private void nil(int verb) {
        if (verb == 'T' || verb == 'v') {
            flags.pad(target, "<nil>");
        } else {
            target.append("%!").appendCodePoint(verb).append("(<nil>)");
        }
    }

    private boolean text(TemplateObject object, int verb) {
        String text = object.text();
        if (text == null || flags.sharp() && verb == 'v') {
            return false;
        }
        switch (verb) {
            case 'v', 's', 'x', 'X', 'q' -> string(text, verb);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void bad(Object value, int verb) {
        target.append("%!")
                .appendCodePoint(verb)
                .append('(')
                .append(Values.typeName(value))
                .append('=');
        new FormattedValue(target, Flags.NONE).value(value, 'v', 0);
        target.append(')');
    }

    private void truth(boolean value, int verb) {
        if (verb == 't' || verb == 'v') {
            flags.pad(target, Boolean.toString(value));
        } else {
            bad(value, verb);
        }
    }

    private void integer(long value, int verb) {
        switch (verb) {
            case 'v', 'd' -> digits(value, 10, "", false);
            case 'b' -> digits(value, 2, flags.sharp() ? "0b" : "", false);
            case 'o' -> digits(value, 8, flags.sharp() ? "0" : "", false);
            case 'O' -> digits(value, 8, "0o", false);
            case 'x' -> digits(value, 16, flags.sharp() ? "0x" : "", false);
            case 'X' -> digits(value, 16, flags.sharp() ? "0X" : "", true);
            case 'c' -> flags.pad(target, character(value));
            case 'q' -> flags.pad(target, quotedCharacter(value));
            case 'U' ->
                flags.pad(
                        target,
                        "U+" + String.format("%04X", value)
                                + (flags.sharp() && Character.isDefined((int) value)
                                        ? " '" + character(value) + "'"
                                        : ""));
            default -> bad(value, verb);
        }
    }

    private String sign() {
        return flags.plus() ? "+" : flags.space() ? " " : "";
    }

    private static String character(long value) {
        boolean valid = value >= 0
                && value <= Character.MAX_CODE_POINT
                && !(value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE);
        return valid ? Character.toString((int) value) : "\ufffd";
    }

    private static String quotedCharacter(long value) {
        String text = character(value);
        String quoted = LabelText.quote(text);
        String inner = text.equals("\"") ? text : text.equals("'") ? "\\'" : quoted.substring(1, quoted.length() - 1);
        return "'" + inner + "'";
    }

    private void digits(long value, int base, String prefix, boolean upper) {
        String digits = Long.toUnsignedString(Math.abs(value), base);
        if (flags.precision() == 0 && value == 0) {
            flags.withoutZero().pad(target, "");
            return;
        }
        String sign = value < 0 ? "-" : sign();
        int fewest = flags.precision();
        if (fewest < 0 && flags.zero() && !flags.minus() && flags.width() > 0) {
            fewest = flags.width() - sign.length();
        }
        checkSize(fewest);
        StringBuilder text = new StringBuilder(sign);
        text.append(prefix.equals("0") && digits.startsWith("0") ? "" : prefix);
        text.repeat('0', Math.max(0, fewest - digits.length()));
        text.append(upper ? digits.toUpperCase(Locale.ROOT) : digits);
        flags.withoutZero().pad(target, text.toString());
    }

    /** Before room is taken for digits that may not fit. */
    private void checkSize(int count) {
        if (count > Printf.MAX_NUMBER) {
            throw new LimitExceeded("printf: a number of " + count + " digits is too long");
        }
    }

    private void real(double value, int verb) {
        switch (verb) {
            case 'v' -> real(value, 'g', FloatText.SHORTEST);
            case 'e', 'E', 'f' -> real(value, (char) verb, 6);
            case 'F' -> real(value, 'f', 6);
            case 'g', 'G', 'x', 'X' -> real(value, (char) verb, FloatText.SHORTEST);
            default -> bad(value, verb);
        }
    }

    private void real(double value, char verb, int standardPrecision) {
        int precision = flags.precision() >= 0 ? flags.precision() : standardPrecision;
        checkSize(precision);
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        String sign = negative ? "-" : sign();
        if (Double.isNaN(value)) {
            flags.withoutZero().pad(target, sign + "NaN");
            return;
        }
        if (Double.isInfinite(value)) {
            flags.withoutZero().pad(target, (negative ? "-" : flags.space() && !flags.plus() ? " " : "+") + "Inf");
            return;
        }
        boolean upper = Character.isUpperCase(verb);
        char lower = Character.toLowerCase(verb);
        String magnitude = lower == 'x'
                ? FloatText.hexadecimal(value, precision)
                : FloatText.magnitude(value, lower, precision, flags.sharp() && verb != 'f');
        String text = upper ? magnitude.toUpperCase(Locale.ROOT) : magnitude;
        if (flags.zero() && !flags.minus() && flags.width() > sign.length() + text.length()) {
            target.append(sign)
                    .repeat('0', flags.width() - sign.length() - text.length())
                    .append(text);
        } else {
            flags.withoutZero().pad(target, sign + text);
        }
    }

    private void string(String value, int verb) {
        switch (verb) {
            case 'v' -> flags.pad(target, flags.sharp() ? LabelText.quote(value) : truncated(value));
            case 's' -> flags.pad(target, truncated(value));
            case 'x', 'X' -> hexadecimal(value, verb == 'X');
            case 'q' -> quoted(truncated(value));
            default -> bad(value, verb);
        }
    }

    private String truncated(String value) {
        int precision = flags.precision();
        return precision >= 0 && precision < value.codePointCount(0, value.length())
                ? value.substring(0, value.offsetByCodePoints(0, precision))
                : value;
    }

    private void quoted(String value) {
        boolean raw = flags.sharp() && value.chars().allMatch(c -> c != '`' && (c >= ' ' || c == '\t') && c != 0x7f);
        String quoted = LabelText.quote(value);
        flags.pad(target, raw ? "`" + value + "`" : flags.plus() ? ascii(quoted) : quoted);
    }

    private static String ascii(String quoted) {
        StringBuilder text = new StringBuilder();
        quoted.codePoints().forEach(c -> {
            if (c < 0x80) {
                text.appendCodePoint(c);
            } else {
                text.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
            }
        });
        return text.toString();
    }

    private void hexadecimal(String value, boolean upper) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int count = flags.precision() >= 0 ? Math.min(flags.precision(), bytes.length) : bytes.length;
        HexFormat format = upper ? HexFormat.of().withUpperCase() : HexFormat.of();
        String prefix = !flags.sharp() ? "" : upper ? "0X" : "0x";
        HexFormat spaced = flags.space() ? format.withDelimiter(" " + prefix) : format;
        String digits = spaced.formatHex(bytes, 0, count);
        flags.pad(target, digits.isEmpty() ? "" : prefix + digits);
    }

    private void composite(Object value, int verb, int depth) {
        List<?> elements = Values.elements(value);
        Map<?, ?> entries = Values.entries(value);
        if (elements != null) {
            list(elements, verb, depth);
        } else if (entries != null) {
            map(entries, verb, depth);
        } else if (value instanceof TemplateObject object) {
            Long number = object.number();
            if (number != null) {
                integer(number, verb);
            } else {
                structure(object, verb, depth);
            }
        } else {
            bad("func", verb);
        }
    }

    private void list(List<?> elements, int verb, int depth) {
        target.append('[');
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                target.append(' ');
            }
            value(Values.normal(elements.get(i)), verb, depth + 1);
        }
        target.append(']');
    }

    private void map(Map<?, ?> entries, int verb, int depth) {
        target.append("map[");
        boolean first = true;
        for (Map.Entry<String, ?> entry : ValueText.sorted(entries).entrySet()) {
            if (!first) {
                target.append(' ');
            }
            first = false;
            value(entry.getKey(), verb, depth + 1);
            target.append(':');
            value(Values.normal(entry.getValue()), verb, depth + 1);
        }
        target.append(']');
    }

    private void structure(TemplateObject object, int verb, int depth) {
        boolean isPointer = object.typeName().startsWith("*");
        target.append(isPointer && depth == 0 ? "&{" : "{");
        boolean first = true;
        for (Map.Entry<String, ?> field : object.fields().entrySet()) {
            if (!first) {
                target.append(' ');
            }
            first = false;
            if (flags.named() && verb == 'v') {
                target.append(field.getKey()).append(':');
            }
            value(Values.normal(field.getValue()), verb, depth + 1);
        }
        target.append('}');
    }
}
