package dev.bellwether.promql.parser;

import dev.bellwether.promql.expression.Span;

/** The values of literal tokens; a fault is noted and replaced so that reading goes on. */
final class Literals {
    private Literals() {}

    /** The value of a number, or of a duration in seconds. */
    static double seconds(TokenReader tokens, Token token) {
        if (token.type() == TokenType.DURATION) {
            try {
                return PromqlDuration.parse(token.text()).toMillis() / 1000.0;
            } catch (IllegalArgumentException e) {
                tokens.report(token.span(), String.valueOf(e.getMessage()));
                return 1;
            }
        }
        Double value = NumberText.value(token.text());
        if (value == null) {
            tokens.report(token.span(), "error parsing number: " + GoText.quote(token.text()) + ": value out of range");
            return 1;
        }
        return value;
    }

    /** The text that a string stands for. */
    static String string(TokenReader tokens, Token token) {
        try {
            return GoText.unquote(token.text());
        } catch (GoText.Malformed e) {
            int start = token.span().start() + e.index();
            tokens.report(new Span(start, token.span().end()), e.reason());
            return "";
        }
    }
}
