package dev.bellwether.promql.script;

import dev.bellwether.model.LabelText;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import dev.bellwether.promql.parser.SourcePosition;
import dev.bellwether.promql.parser.SyntaxError;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text that is read from front to back, its numbers and its errors. Not safe for use by many threads. */
final class ScriptScanner {
    /** No hexadecimal numbers: in a series {@code 0x5} is six times zero. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?:[0-9](?:_?[0-9])*+(?:\\.(?:[0-9](?:_?[0-9])*+)?+)?+|\\.[0-9](?:_?[0-9])*+)(?:[eE][+-]?[0-9]++)?+");

    private static final Pattern OCTAL = Pattern.compile("0[0-7_]*[0-7]");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]++");

    private final String text;
    private int position;

    ScriptScanner(String text, int start) {
        this.text = text;
        this.position = start;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /** Whether the next character is a blank or the end. */
    boolean atBreak() {
        return atEnd() || isBlank(text.charAt(position));
    }

    boolean at(char c) {
        return !atEnd() && text.charAt(position) == c;
    }

    /** Whether a letter comes next. */
    boolean atLetter() {
        return !atEnd() && Character.isLetter(text.charAt(position));
    }

    /** Takes the text where it comes next. */
    boolean accept(String wanted) {
        if (text.startsWith(wanted, position)) {
            position += wanted.length();
            return true;
        }
        return false;
    }

    /** Skips blanks; says whether there were any. */
    boolean skipBlanks() {
        int start = position;
        while (!atEnd() && isBlank(text.charAt(position))) {
            position++;
        }
        return position > start;
    }

    /** Takes a word of letters, digits and underscores, empty where none comes next. */
    String word() {
        return take(WORD);
    }

    /** Takes digits, empty where none come next. */
    String digits() {
        return take(DIGITS);
    }

    private String take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            return "";
        }
        position = matcher.end();
        return matcher.group();
    }

    /** A number with an optional sign; infinity and not-a-number included. */
    double number(String context) {
        int start = position;
        boolean negative = accept("-");
        if (!negative) {
            accept("+");
        }
        double magnitude = atLetter() ? special(start, context) : unsigned(context);
        return negative ? -magnitude : magnitude;
    }

    private double special(int start, String context) {
        String word = word();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "nan" -> Double.NaN;
            default ->
                throw error(start, "unexpected " + LabelText.quote(word) + " in " + context + ", expected number");
        };
    }

    private double unsigned(String context) {
        int start = position;
        String number = take(NUMBER);
        if (number.isEmpty()) {
            throw unexpected(context, "number");
        }
        String plain = number.replace("_", "");
        if (OCTAL.matcher(number).matches() && plain.length() < 21) {
            return Long.parseLong(plain, 8);
        }
        double value = Double.parseDouble(plain);
        if (Double.isInfinite(value)) {
            throw error(start, "error parsing number: " + LabelText.quote(number) + ": value out of range");
        }
        return value;
    }

    /** A whole number with an optional sign. */
    int integer(String context) {
        int start = position;
        boolean negative = accept("-");
        String digits = digits();
        if (digits.isEmpty()) {
            throw unexpected(context, "whole number");
        }
        try {
            return Integer.parseInt(negative ? "-" + digits : digits);
        } catch (NumberFormatException e) {
            throw error(start, "number " + digits + " is too large in " + context, e);
        }
    }

    /** The next character does not belong here; throw the result. */
    PromqlSyntaxException unexpected(String context, String expected) {
        String found = "end of input";
        int end = position;
        if (!atEnd()) {
            int codePoint = text.codePointAt(position);
            end += Character.charCount(codePoint);
            found = isBlank((char) codePoint) ? "blank" : LabelText.quote(Character.toString(codePoint));
        }
        return error(
                new Span(position, end), "unexpected " + found + " in " + context + ", expected " + expected, null);
    }

    /** An error about what was taken since an index; throw the result. */
    PromqlSyntaxException error(int start, String message) {
        return error(new Span(start, position), message, null);
    }

    private PromqlSyntaxException error(int start, String message, RuntimeException cause) {
        PromqlSyntaxException exception = error(start, message);
        exception.initCause(cause);
        return exception;
    }

    /** An error with the name that was probably meant; throw the result. */
    PromqlSyntaxException error(Span span, String message, @Nullable String suggestion) {
        SourcePosition place = SourcePosition.of(text, span.start());
        return new PromqlSyntaxException(
                List.of(new SyntaxError(place.line(), place.column(), span, message, suggestion)));
    }
}
