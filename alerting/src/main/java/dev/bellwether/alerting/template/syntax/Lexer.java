package dev.bellwether.alerting.template.syntax;

import java.util.ArrayList;
import java.util.List;

/** Cuts a template into tokens: the text between actions, trimmed where a marker says so, and what stands in actions. */
final class Lexer {
    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";
    private static final String COMMENT = "/*";
    private static final String COMMENT_END = "*/";
    private static final String DECIMAL = "0123456789_";
    private static final int END = -1;

    private final String input;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(String input) {
        this.input = input;
    }

    static List<Token> tokens(String input) throws SyntaxError {
        Lexer lexer = new Lexer(input);
        lexer.text();
        return lexer.tokens;
    }

    private void text() throws SyntaxError {
        while (true) {
            int open = input.indexOf(LEFT, position);
            int end = open < 0 ? input.length() : open;
            int textEnd = open >= 0 && startsWithTrimMarker(open + LEFT.length()) ? trimmedEnd(position, open) : end;
            if (textEnd > position) {
                tokens.add(new Token(TokenType.TEXT, position, input.substring(position, textEnd)));
            }
            position = end;
            if (open < 0) {
                tokens.add(new Token(TokenType.END_OF_TEXT, position, ""));
                return;
            }
            leftDelimiter();
        }
    }

    private void leftDelimiter() throws SyntaxError {
        int open = position;
        position += LEFT.length();
        int afterMarker = startsWithTrimMarker(position) ? position + 2 : position;
        if (input.startsWith(COMMENT, afterMarker)) {
            comment(open, afterMarker);
            return;
        }
        tokens.add(new Token(TokenType.LEFT_DELIMITER, open, LEFT));
        position = afterMarker;
        action(open);
    }

    private void comment(int open, int start) throws SyntaxError {
        int end = input.indexOf(COMMENT_END, start + COMMENT.length());
        if (end < 0) {
            throw new SyntaxError(open, "unclosed comment");
        }
        position = end + COMMENT_END.length();
        if (!atRightDelimiter()) {
            throw new SyntaxError(open, "comment ends before closing delimiter");
        }
        skipRightDelimiter();
    }

    private boolean atRightDelimiter() {
        return input.startsWith(RIGHT, position) || atTrimmedRightDelimiter(position);
    }

    private boolean atTrimmedRightDelimiter(int index) {
        return index + 1 < input.length()
                && isSpace(input.charAt(index))
                && input.charAt(index + 1) == '-'
                && input.startsWith(RIGHT, index + 2);
    }

    private void skipRightDelimiter() {
        if (atTrimmedRightDelimiter(position)) {
            position += 2 + RIGHT.length();
            while (position < input.length() && isSpace(input.charAt(position))) {
                position++;
            }
        } else {
            position += RIGHT.length();
        }
    }

    private boolean startsWithTrimMarker(int index) {
        return index + 1 < input.length() && input.charAt(index) == '-' && isSpace(input.charAt(index + 1));
    }

    private int trimmedEnd(int start, int end) {
        int trimmed = end;
        while (trimmed > start && isSpace(input.charAt(trimmed - 1))) {
            trimmed--;
        }
        return trimmed;
    }

    private void action(int open) throws SyntaxError {
        int parentheses = 0;
        while (true) {
            if (atRightDelimiter()) {
                if (parentheses > 0) {
                    throw new SyntaxError(open, "unclosed left paren");
                }
                tokens.add(new Token(TokenType.RIGHT_DELIMITER, position, RIGHT));
                skipRightDelimiter();
                return;
            }
            int start = position;
            int c = peek();
            switch (c) {
                case END -> throw new SyntaxError(open, "unclosed action");
                case ' ', '\t', '\r', '\n' -> space();
                case '(' -> {
                    parentheses++;
                    single(TokenType.LEFT_PARENTHESIS);
                }
                case ')' -> {
                    if (--parentheses < 0) {
                        throw new SyntaxError(start, "unexpected right paren");
                    }
                    single(TokenType.RIGHT_PARENTHESIS);
                }
                case '|' -> single(TokenType.PIPE);
                case '=' -> single(TokenType.ASSIGN);
                case ':' -> {
                    if (!input.startsWith(":=", position)) {
                        throw new SyntaxError(start, "expected :=");
                    }
                    position++;
                    single(TokenType.DECLARE, start);
                }
                case '"' -> quoted('"', TokenType.STRING, "unterminated quoted string");
                case '\'' -> quoted('\'', TokenType.CHARACTER_CONSTANT, "unterminated character constant");
                case '`' -> rawQuoted();
                case '$' -> name(TokenType.VARIABLE, TokenType.VARIABLE);
                case '.' -> dot();
                case '+', '-' -> number();
                default -> other(c);
            }
        }
    }

    private void other(int c) throws SyntaxError {
        if (c >= '0' && c <= '9') {
            number();
        } else if (isWord(c)) {
            word();
        } else if (c > 0x20 && c < 0x7f) {
            single(TokenType.CHARACTER);
        } else {
            throw new SyntaxError(position, "unrecognized character in action: " + GoLiterals.unicodeName(c));
        }
    }

    private void dot() throws SyntaxError {
        int next = position + 1 < input.length() ? input.charAt(position + 1) : END;
        if (next >= '0' && next <= '9') {
            number();
        } else {
            name(TokenType.FIELD, TokenType.DOT);
        }
    }

    private void single(TokenType type) {
        single(type, position);
    }

    private void single(TokenType type, int start) {
        position++;
        tokens.add(new Token(type, start, input.substring(start, position)));
    }

    /** Runs of spaces; the last one may belong to a right delimiter that trims. */
    private void space() {
        int start = position;
        while (position < input.length() && isSpace(input.charAt(position)) && !atTrimmedRightDelimiter(position)) {
            position++;
        }
        tokens.add(new Token(TokenType.SPACE, start, " "));
    }

    /** A dot or dollar and the name behind it, if there is one. */
    private void name(TokenType named, TokenType alone) throws SyntaxError {
        int start = position;
        position++;
        boolean bare = atTerminator();
        if (!bare) {
            skipWord();
        }
        tokens.add(new Token(bare ? alone : named, start, input.substring(start, position)));
    }

    private void word() throws SyntaxError {
        int start = position;
        skipWord();
        String word = input.substring(start, position);
        tokens.add(new Token(TokenType.ofWord(word), start, word));
    }

    private void skipWord() throws SyntaxError {
        int c = peek();
        while (isWord(c)) {
            position += Character.charCount(c);
            c = peek();
        }
        if (!atTerminator()) {
            throw new SyntaxError(position, "bad character " + GoLiterals.unicodeName(c));
        }
    }

    private boolean atTerminator() {
        int c = peek();
        return switch (c) {
            case END, ' ', '\t', '\r', '\n', '.', ',', '|', ':', ')', '(' -> true;
            default -> input.startsWith(RIGHT, position);
        };
    }

    private void quoted(char quote, TokenType type, String unterminated) throws SyntaxError {
        int start = position;
        position++;
        while (true) {
            int c = peek();
            if (c == END || c == '\n') {
                throw new SyntaxError(start, unterminated);
            }
            position++;
            if (c == quote) {
                break;
            }
            if (c == '\\') {
                int escaped = peek();
                if (escaped == END || escaped == '\n') {
                    throw new SyntaxError(start, unterminated);
                }
                position++;
            }
        }
        tokens.add(new Token(type, start, input.substring(start, position)));
    }

    private void rawQuoted() throws SyntaxError {
        int end = input.indexOf('`', position + 1);
        if (end < 0) {
            throw new SyntaxError(position, "unterminated raw quoted string");
        }
        tokens.add(new Token(TokenType.RAW_STRING, position, input.substring(position, end + 1)));
        position = end + 1;
    }

    private void number() throws SyntaxError {
        int start = position;
        accept("+-");
        String digits = DECIMAL;
        if (accept("0")) {
            if (accept("xX")) {
                digits = "0123456789abcdefABCDEF_";
            } else if (accept("oO")) {
                digits = "01234567_";
            } else if (accept("bB")) {
                digits = "01_";
            }
        }
        acceptRun(digits);
        if (accept(".")) {
            acceptRun(digits);
        }
        boolean exponent = digits.length() == DECIMAL.length() && accept("eE");
        if (exponent || (digits.length() > DECIMAL.length() && accept("pP"))) {
            accept("+-");
            acceptRun(DECIMAL);
        }
        int next = peek();
        if (isWord(next) || next == '+' || next == '-') {
            position += Character.charCount(next);
            throw new SyntaxError(start, "bad number syntax: " + GoLiterals.quote(input.substring(start, position)));
        }
        tokens.add(new Token(TokenType.NUMBER, start, input.substring(start, position)));
    }

    private boolean accept(String characters) {
        if (position < input.length() && characters.indexOf(input.charAt(position)) >= 0) {
            position++;
            return true;
        }
        return false;
    }

    private void acceptRun(String characters) {
        boolean more = accept(characters);
        while (more) {
            more = accept(characters);
        }
    }

    private int peek() {
        return position < input.length() ? input.codePointAt(position) : END;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isWord(int c) {
        return c == '_' || (c != END && (Character.isLetter(c) || Character.isDigit(c)));
    }
}
