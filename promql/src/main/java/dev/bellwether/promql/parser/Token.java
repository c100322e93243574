package dev.bellwether.promql.parser;

import dev.bellwether.promql.expression.Span;

/**
 * A piece of the text.
 *
 * @param text as written; the message for {@link TokenType#ERROR}
 */
record Token(TokenType type, String text, Span span) {
    private static final int SHOWN_CHARACTERS = 10;

    /** What errors call it, in Prometheus's words. */
    String description() {
        return switch (type.kind()) {
            case NAMELESS -> type == TokenType.END_OF_INPUT ? type.text() : type.text() + " " + quoted();
            case SYMBOL -> quoted();
            case OPERATOR -> "<op:" + text + ">";
            case AGGREGATION -> "<aggr:" + text + ">";
            case KEYWORD -> "<" + text + ">";
        };
    }

    private String quoted() {
        boolean whole = type == TokenType.IDENTIFIER
                || type == TokenType.METRIC_IDENTIFIER
                || text.codePointCount(0, text.length()) <= SHOWN_CHARACTERS;
        return whole
                ? GoText.quote(text)
                : GoText.quote(text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS))) + "...";
    }
}
