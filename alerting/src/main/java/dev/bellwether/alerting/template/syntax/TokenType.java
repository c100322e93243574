package dev.bellwether.alerting.template.syntax;

import java.util.Map;

/** The kinds of pieces that a template consists of. */
enum TokenType {
    TEXT,
    LEFT_DELIMITER,
    RIGHT_DELIMITER,
    SPACE,
    LEFT_PARENTHESIS,
    RIGHT_PARENTHESIS,
    PIPE,
    /** {@code =}. */
    ASSIGN,
    /** {@code :=}. */
    DECLARE,
    /** Any other printable character, for instance a comma. */
    CHARACTER,
    BOOLEAN,
    NUMBER,
    CHARACTER_CONSTANT,
    STRING,
    RAW_STRING,
    DOT,
    /** {@code .name}. */
    FIELD,
    /** {@code $} or {@code $name}. */
    VARIABLE,
    IDENTIFIER,
    BLOCK,
    BREAK,
    CONTINUE,
    DEFINE,
    ELSE,
    END,
    IF,
    NIL,
    RANGE,
    TEMPLATE,
    WITH,
    END_OF_TEXT;

    private static final Map<String, TokenType> WORDS = Map.ofEntries(
            Map.entry("block", BLOCK),
            Map.entry("break", BREAK),
            Map.entry("continue", CONTINUE),
            Map.entry("define", DEFINE),
            Map.entry("else", ELSE),
            Map.entry("end", END),
            Map.entry("if", IF),
            Map.entry("nil", NIL),
            Map.entry("range", RANGE),
            Map.entry("template", TEMPLATE),
            Map.entry("with", WITH),
            Map.entry("true", BOOLEAN),
            Map.entry("false", BOOLEAN));

    /** What a word is. */
    static TokenType ofWord(String word) {
        return WORDS.getOrDefault(word, IDENTIFIER);
    }
}
