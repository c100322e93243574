package dev.bellwether.promql.expression;

/**
 * Where a node stands in the text.
 *
 * @param start index of the first character (UTF-16), from 0
 * @param end index behind the last character
 */
public record Span(int start, int end) {
    /** For nodes that stand in no text, such as those a planner makes. */
    public static final Span NONE = new Span(0, 0);
}
