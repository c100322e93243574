package dev.bellwether.promql.parser;

import dev.bellwether.promql.expression.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tokens of one text, read once from front to back, and the errors found on the way. */
final class TokenReader {
    private final String text;
    private final List<Token> tokens;
    private final List<SyntaxError> errors = new ArrayList<>();
    private int next;
    /** Index of the token that was last called unexpected, so that nobody complains of it twice. */
    private int complainedOf = -1;

    TokenReader(String text) {
        this.text = text;
        this.tokens = Lexer.tokenize(text);
    }

    String text() {
        return text;
    }

    /** The next token; at the end it stays the last one. */
    Token peek() {
        return tokens.get(next);
    }

    /** The token behind the next one. */
    Token peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    boolean at(TokenType type) {
        return peek().type() == type;
    }

    /** Takes the next token. */
    Token take() {
        Token token = peek();
        if (next < tokens.size() - 1) {
            next++;
        }
        return token;
    }

    /** Takes the next token where it is of that type. */
    boolean accept(TokenType type) {
        if (at(type)) {
            take();
            return true;
        }
        return false;
    }

    /** Takes a token of that type, or complains. */
    Token expect(TokenType type, String context, String expected) {
        if (!at(type)) {
            throw unexpected(context, expected);
        }
        return take();
    }

    /** Index behind the last token taken. */
    int previousEnd() {
        return next == 0 ? 0 : tokens.get(next - 1).span().end();
    }

    /** Notes an error and lets the parser go on. */
    void report(Span span, String message) {
        report(span, message, null);
    }

    void report(Span span, String message, @Nullable String suggestion) {
        errors.add(SyntaxError.at(text, span, message, suggestion));
    }

    /** Notes that the next token does not belong here; throw the result. */
    Derailed unexpected(String context, String expected) {
        return unexpected(context, expected, null);
    }

    Derailed unexpected(String context, String expected, @Nullable String suggestion) {
        Token token = peek();
        if (complainedOf != next) {
            complainedOf = next;
            if (token.type() == TokenType.ERROR) {
                report(token.span(), token.text());
            } else {
                report(
                        token.span(),
                        "unexpected " + token.description() + (context.isEmpty() ? "" : " in " + context)
                                + (expected.isEmpty() ? "" : ", expected " + expected),
                        suggestion);
            }
        }
        return new Derailed();
    }

    /** Notes an error after which nothing more can be said; throw the result. */
    Derailed giveUp(Span span, String message) {
        report(span, message);
        next = tokens.size() - 1;
        complainedOf = next;
        return new Derailed();
    }

    /**
     * Skips to one of these tokens on the level of nesting where it stands, without taking it.
     *
     * @throws Derailed where the level ends before
     */
    void skipTo(Set<TokenType> wanted, Derailed cause) {
        int depth = 0;
        while (true) {
            TokenType type = peek().type();
            if (type == TokenType.END_OF_INPUT || type == TokenType.ERROR) {
                unexpected("", "");
                throw cause;
            }
            if (depth == 0 && wanted.contains(type)) {
                return;
            }
            switch (type) {
                case LEFT_PARENTHESIS, LEFT_BRACE, LEFT_BRACKET -> depth++;
                case RIGHT_PARENTHESIS, RIGHT_BRACE, RIGHT_BRACKET -> {
                    if (--depth < 0) {
                        throw cause;
                    }
                }
                default -> {}
            }
            take();
        }
    }

    /** Throws where errors were noted. */
    void throwErrors() {
        if (!errors.isEmpty()) {
            throw new PromqlSyntaxException(errors);
        }
    }
}
