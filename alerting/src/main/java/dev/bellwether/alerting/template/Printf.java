package dev.bellwether.alerting.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Go's {@code fmt.Sprintf}: verbs, flags, widths, precisions, numbered arguments, and its words for mistakes. */
final class Printf {
    /** The greatest width or precision; Go takes a million, of which no alert has use. */
    static final int MAX_NUMBER = 10_000;

    private final String format;
    private final List<? extends @Nullable Object> arguments;
    private final BoundedText target;
    private int position;
    private int argument;
    private boolean reordered;
    private boolean goodIndex = true;

    private Printf(String format, List<? extends @Nullable Object> arguments, BoundedText target) {
        this.format = format;
        this.arguments = arguments;
        this.target = target;
    }

    static void print(String format, List<? extends @Nullable Object> arguments, BoundedText target) {
        new Printf(format, arguments, target).run();
    }

    private void run() {
        boolean anyReordered = false;
        while (position < format.length()) {
            int percent = format.indexOf('%', position);
            int end = percent < 0 ? format.length() : percent;
            target.append(format.substring(position, end));
            position = end;
            if (percent >= 0) {
                position++;
                reordered = false;
                goodIndex = true;
                verb();
                anyReordered = anyReordered || reordered;
            }
        }
        if (!anyReordered && argument < arguments.size()) {
            extra();
        }
    }

    private void extra() {
        target.append("%!(EXTRA ");
        for (int i = argument; i < arguments.size(); i++) {
            if (i > argument) {
                target.append(", ");
            }
            Object value = arguments.get(i);
            if (value == null) {
                target.append("<nil>");
            } else {
                target.append(Values.typeName(value)).append('=');
                new FormattedValue(target, Flags.NONE).value(value, 'v', 0);
            }
        }
        target.append(')');
    }

    private void verb() {
        boolean minus = false;
        boolean plus = false;
        boolean sharp = false;
        boolean space = false;
        boolean zero = false;
        boolean more = true;
        while (more && position < format.length()) {
            switch (format.charAt(position)) {
                case '-' -> minus = true;
                case '+' -> plus = true;
                case '#' -> sharp = true;
                case ' ' -> space = true;
                case '0' -> zero = true;
                default -> more = false;
            }
            if (more) {
                position++;
            }
        }
        boolean afterIndex = argumentNumber();
        int width = -1;
        if (at('*')) {
            position++;
            Integer given = integerArgument();
            if (given == null) {
                target.append("%!(BADWIDTH)");
            } else {
                width = Math.abs(given);
                minus = minus || given < 0;
            }
            afterIndex = false;
        } else {
            width = number();
            if (afterIndex && width >= 0) {
                goodIndex = false;
            }
        }
        int precision = -1;
        if (at('.')) {
            position++;
            if (afterIndex) {
                goodIndex = false;
            }
            afterIndex = argumentNumber();
            if (at('*')) {
                position++;
                Integer given = integerArgument();
                if (given == null) {
                    target.append("%!(BADPREC)");
                } else {
                    precision = given < 0 ? -1 : given;
                }
                afterIndex = false;
            } else {
                precision = Math.max(0, number());
            }
        }
        if (!afterIndex) {
            argumentNumber();
        }
        if (position >= format.length()) {
            target.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(position);
        position += Character.charCount(verb);
        if (verb == '%') {
            target.append('%');
        } else if (!goodIndex) {
            target.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (argument >= arguments.size()) {
            target.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            Flags flags = new Flags(minus, plus && verb != 'v', plus, sharp, space, zero && !minus, width, precision);
            new FormattedValue(target, flags).value(arguments.get(argument++), verb, 0);
        }
    }

    private boolean at(char c) {
        return position < format.length() && format.charAt(position) == c;
    }

    /** A number that stands in the format, or -1. */
    private int number() {
        int start = position;
        int value = 0;
        while (position < format.length() && format.charAt(position) >= '0' && format.charAt(position) <= '9') {
            value = Math.min(MAX_NUMBER + 1, value * 10 + format.charAt(position) - '0');
            position++;
        }
        if (value > MAX_NUMBER) {
            throw new LimitExceeded("printf: a width or precision is more than " + MAX_NUMBER);
        }
        return position == start ? -1 : value;
    }

    private @Nullable Integer integerArgument() {
        if (argument >= arguments.size()) {
            return null;
        }
        Object value = arguments.get(argument++);
        if (!(value instanceof Long number) || Math.abs(number) > 1_000_000) {
            return null;
        }
        if (Math.abs(number) > MAX_NUMBER) {
            throw new LimitExceeded("printf: a width or precision is more than " + MAX_NUMBER);
        }
        return number.intValue();
    }

    /** Whether the number of an argument stands here: {@code [3]}. */
    private boolean argumentNumber() {
        if (!at('[')) {
            return false;
        }
        reordered = true;
        int close = format.indexOf(']', position);
        if (close < 0) {
            goodIndex = false;
            position++;
            return true;
        }
        String inner = format.substring(position + 1, close);
        position = close + 1;
        boolean digits = !inner.isEmpty() && inner.length() < 7 && inner.chars().allMatch(c -> c >= '0' && c <= '9');
        int index = digits ? Integer.parseInt(inner) - 1 : -1;
        if (index < 0 || index >= arguments.size()) {
            goodIndex = false;
        } else {
            argument = index;
        }
        return true;
    }
}
