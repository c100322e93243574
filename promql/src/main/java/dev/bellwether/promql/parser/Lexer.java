package dev.bellwether.promql.parser;

import dev.bellwether.promql.expression.AggregationOperator;
import dev.bellwether.promql.expression.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a text into tokens. What a character means depends on where it stands: in braces every word is a label's name, in
 * brackets a colon stands alone. The first fault ends the list with an error token; otherwise it ends with the end of
 * input.
 */
final class Lexer {
    private static final Map<String, TokenType> KEYWORDS = keywords();
    private static final Set<TokenType> IN_DURATIONS =
            Set.of(TokenType.STEP, TokenType.RANGE, TokenType.MAX_OF, TokenType.MIN_OF, TokenType.AGGREGATION);

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int openParentheses;
    private boolean inBraces;
    private boolean inBrackets;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens of a text without its comments; the last one is an error or the end of input. */
    static List<Token> tokenize(String text) {
        Lexer lexer = new Lexer(text);
        try {
            while (lexer.skipBlanks()) {
                lexer.scan();
            }
            lexer.finish();
        } catch (Fault fault) {
            lexer.tokens.add(new Token(TokenType.ERROR, fault.message, new Span(fault.start, text.length())));
        }
        return lexer.tokens;
    }

    /** All words with a meaning of their own. */
    static Set<String> keywordNames() {
        return KEYWORDS.keySet();
    }

    private static Map<String, TokenType> keywords() {
        Map<String, TokenType> keywords = new HashMap<>();
        for (TokenType type : TokenType.values()) {
            boolean word = type.kind() != TokenType.Kind.NAMELESS
                    && type.kind() != TokenType.Kind.AGGREGATION
                    && Character.isLetter(type.text().charAt(0));
            if (word) {
                keywords.put(type.text(), type);
            }
        }
        for (AggregationOperator operator : AggregationOperator.values()) {
            keywords.put(operator.keyword(), TokenType.AGGREGATION);
        }
        keywords.put("inf", TokenType.NUMBER);
        keywords.put("nan", TokenType.NUMBER);
        return keywords;
    }

    private boolean skipBlanks() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '#') {
                while (position < text.length() && text.charAt(position) != '\n' && text.charAt(position) != '\r') {
                    position++;
                }
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                position++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void finish() throws Fault {
        if (inBraces) {
            throw new Fault(position, "unexpected end of input inside braces");
        }
        if (inBrackets) {
            throw new Fault(position, "unexpected end of input in duration expression");
        }
        if (openParentheses > 0) {
            throw new Fault(position, "unclosed left parenthesis");
        }
        tokens.add(new Token(TokenType.END_OF_INPUT, "", new Span(position, position)));
    }

    private void scan() throws Fault {
        char c = text.charAt(position);
        if (c == '"' || c == '\'' || c == '`') {
            if (inBrackets) {
                throw unexpectedCharacter();
            }
            string(c);
        } else if (inBraces) {
            scanInBraces(c);
        } else if (isDigit(c) || (c == '.' && isDigit(charAt(position + 1)))) {
            numberOrDuration();
        } else if (isLetter(c) || (c == ':' && !inBrackets)) {
            word();
        } else {
            symbol(c);
        }
    }

    private void scanInBraces(char c) throws Fault {
        switch (c) {
            case ',' -> emit(TokenType.COMMA, 1);
            case '=' -> {
                boolean regular = charAt(position + 1) == '~';
                emit(regular ? TokenType.MATCHES : TokenType.ASSIGN, regular ? 2 : 1);
            }
            case '!' -> {
                char next = charAt(position + 1);
                if (next != '=' && next != '~') {
                    throw new Fault(
                            position,
                            "unexpected character after '!' inside braces: " + GoText.quoteCharacter(codePointAfter()));
                }
                emit(next == '=' ? TokenType.NOT_EQUAL : TokenType.NOT_MATCHES, 2);
            }
            case '}' -> {
                emit(TokenType.RIGHT_BRACE, 1);
                inBraces = false;
            }
            case '{' -> throw new Fault(position, "unexpected left brace '{'");
            default -> {
                if (!isLetter(c)) {
                    throw new Fault(position, "unexpected character inside braces: " + found());
                }
                int end = endOfWord(false);
                emit(TokenType.IDENTIFIER, end - position);
            }
        }
    }

    private void symbol(char c) throws Fault {
        char next = charAt(position + 1);
        switch (c) {
            case ',' -> emit(TokenType.COMMA, 1);
            case '+' -> emit(TokenType.ADD, 1);
            case '-' -> emit(TokenType.SUBTRACT, 1);
            case '*' -> emit(TokenType.MULTIPLY, 1);
            case '/' -> emit(TokenType.DIVIDE, 1);
            case '%' -> emit(TokenType.MODULO, 1);
            case '^' -> emit(TokenType.POWER, 1);
            case '(' -> {
                emit(TokenType.LEFT_PARENTHESIS, 1);
                openParentheses++;
            }
            case ')' -> {
                if (--openParentheses < 0) {
                    throw new Fault(position, "unexpected right parenthesis ')'");
                }
                emit(TokenType.RIGHT_PARENTHESIS, 1);
            }
            case ':' -> emit(TokenType.COLON, 1);
            case '[' -> {
                if (inBrackets) {
                    throw new Fault(position, "unexpected left bracket '['");
                }
                emit(TokenType.LEFT_BRACKET, 1);
                inBrackets = true;
            }
            case ']' -> {
                if (!inBrackets) {
                    throw new Fault(position, "unexpected right bracket ']'");
                }
                emit(TokenType.RIGHT_BRACKET, 1);
                inBrackets = false;
            }
            default -> {
                if (inBrackets) {
                    throw unexpectedCharacter();
                }
                symbolOutsideBrackets(c, next);
            }
        }
    }

    private void symbolOutsideBrackets(char c, char next) throws Fault {
        switch (c) {
            case '@' -> emit(TokenType.AT, 1);
            case '{' -> {
                emit(TokenType.LEFT_BRACE, 1);
                inBraces = true;
            }
            case '=' -> {
                if (next == '~') {
                    throw new Fault(position, "unexpected character after '=': '~'");
                }
                emit(next == '=' ? TokenType.EQUAL : TokenType.ASSIGN, next == '=' ? 2 : 1);
            }
            case '!' -> {
                if (next != '=') {
                    throw new Fault(
                            position, "unexpected character after '!': " + GoText.quoteCharacter(codePointAfter()));
                }
                emit(TokenType.NOT_EQUAL, 2);
            }
            case '<' -> comparison(next, TokenType.LESS, TokenType.LESS_OR_EQUAL, TokenType.TRIM_UPPER);
            case '>' -> comparison(next, TokenType.GREATER, TokenType.GREATER_OR_EQUAL, TokenType.TRIM_LOWER);
            default -> throw unexpectedCharacter();
        }
    }

    private void comparison(char next, TokenType bare, TokenType withEqual, TokenType withSlash) {
        if (next == '=') {
            emit(withEqual, 2);
        } else if (next == '/') {
            emit(withSlash, 2);
        } else {
            emit(bare, 1);
        }
    }

    private void word() throws Fault {
        int end = endOfWord(!inBrackets);
        String word = text.substring(position, end);
        TokenType type = KEYWORDS.get(word.toLowerCase(Locale.ROOT));
        if (inBrackets) {
            boolean known = type != null
                    && IN_DURATIONS.contains(type)
                    && (type != TokenType.AGGREGATION || word.equalsIgnoreCase("min") || word.equalsIgnoreCase("max"));
            if (!known) {
                throw unexpectedCharacter();
            }
        }
        if (type == TokenType.FILL || type == TokenType.FILL_LEFT || type == TokenType.FILL_RIGHT) {
            type = isFollowedByParenthesis(end) ? type : TokenType.IDENTIFIER;
        }
        if (type == null) {
            type = word.indexOf(':') >= 0 ? TokenType.METRIC_IDENTIFIER : TokenType.IDENTIFIER;
        }
        emit(type, end - position);
    }

    private void numberOrDuration() throws Fault {
        int end = position;
        boolean hexadecimal = charAt(position) == '0' && (charAt(position + 1) | 0x20) == 'x';
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean sign =
                    (c == '+' || c == '-') && !hexadecimal && end > position && (text.charAt(end - 1) | 0x20) == 'e';
            if (!sign && !isLetter(c) && !isDigit(c) && c != '.') {
                break;
            }
            end++;
        }
        String word = text.substring(position, end);
        if (NumberText.isNumber(word)) {
            emit(TokenType.NUMBER, word.length());
        } else if (NumberText.isDuration(word)) {
            emit(TokenType.DURATION, word.length());
        } else {
            throw new Fault(position, "bad number or duration syntax: " + GoText.quote(word));
        }
    }

    private void string(char quote) throws Fault {
        int end = position + 1;
        while (true) {
            if (end >= text.length() || (quote != '`' && text.charAt(end) == '\n')) {
                throw new Fault(position, quote == '`' ? "unterminated raw string" : "unterminated quoted string");
            }
            char c = text.charAt(end);
            if (c == quote) {
                break;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isSurrogatePair(c, charAt(end + 1))) {
                    throw new Fault(position, "invalid UTF-8 rune");
                }
                end++;
            } else if (c == '\\' && quote != '`') {
                end++;
                if (end >= text.length()) {
                    throw new Fault(position, "escape sequence not terminated");
                }
                if (Character.isSurrogate(text.charAt(end))) {
                    end--;
                }
            }
            end++;
        }
        emit(TokenType.STRING, end + 1 - position);
    }

    private int endOfWord(boolean colonAllowed) {
        int end = position;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (!isLetter(c) && !isDigit(c) && !(colonAllowed && c == ':')) {
                break;
            }
            end++;
        }
        return end;
    }

    private boolean isFollowedByParenthesis(int index) {
        int next = index;
        while (next < text.length() && " \t\n\r".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return charAt(next) == '(';
    }

    private void emit(TokenType type, int length) {
        tokens.add(new Token(type, text.substring(position, position + length), new Span(position, position + length)));
        position += length;
    }

    private Fault unexpectedCharacter() {
        return new Fault(
                position,
                inBrackets
                        ? "unexpected character in duration expression: " + found()
                        : "unexpected character: " + found());
    }

    private String found() {
        return GoText.quoteCharacter(text.codePointAt(position));
    }

    private int codePointAfter() {
        return position + 1 < text.length() ? text.codePointAt(position + 1) : 0;
    }

    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;
        private final int start;
        private final String message;

        Fault(int start, String message) {
            super(message, null, false, false);
            this.start = start;
            this.message = message;
        }
    }
}
