package dev.bellwether.promql.parser;

import dev.bellwether.promql.expression.Span;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One fault in a text.
 *
 * @param line from 1
 * @param column from 1, in bytes of UTF-8 as Prometheus counts
 * @param span the part of the text that is at fault, for a caret or an underline
 * @param message what was found and what is allowed, in Prometheus's words where it has them
 * @param suggestion the nearest name that exists, or null
 */
public record SyntaxError(
        int line,
        int column,
        Span span,
        String message,
        @Nullable String suggestion) {

    public SyntaxError {
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(message, "message");
    }

    static SyntaxError at(String text, Span span, String message, @Nullable String suggestion) {
        SourcePosition position = SourcePosition.of(text, span.start());
        return new SyntaxError(position.line(), position.column(), span, message, suggestion);
    }

    /** {@code line:column: parse error: message}, with the suggestion where there is one. */
    @Override
    public String toString() {
        String hint = suggestion == null ? "" : ", did you mean \"" + suggestion + "\"?";
        return line + ":" + column + ": parse error: " + message + hint;
    }
}
