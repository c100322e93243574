package dev.bellwether.alerting.template.syntax;

import java.util.List;

/** Walks over tokens. */
final class TokenReader {
    private final List<Token> tokens;
    private int index;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The next token, which stays. */
    Token peek() {
        return tokens.get(Math.min(index, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        index++;
        return token;
    }

    /** The next token that is no space, which stays; spaces before it stay too. */
    Token peekNonSpace() {
        int ahead = index;
        while (ahead < tokens.size() - 1 && tokens.get(ahead).type() == TokenType.SPACE) {
            ahead++;
        }
        return tokens.get(Math.min(ahead, tokens.size() - 1));
    }

    Token nextNonSpace() {
        skipSpace();
        return next();
    }

    void skipSpace() {
        while (peek().type() == TokenType.SPACE) {
            index++;
        }
    }

    /** Remembers where the reader stands. */
    int mark() {
        return index;
    }

    void reset(int mark) {
        index = mark;
    }

    Token expect(TokenType type, String context) throws SyntaxError {
        Token token = nextNonSpace();
        if (token.type() != type) {
            throw unexpected(token, context);
        }
        return token;
    }

    static SyntaxError unexpected(Token token, String context) {
        return new SyntaxError(token.position(), "unexpected " + token.described() + " in " + context);
    }
}
