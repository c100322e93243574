package dev.bellwether.promql.parser;

/** What a token is. */
enum TokenType {
    END_OF_INPUT(Kind.NAMELESS, "end of input"),
    /** A fault of the lexer; the token's text is the message. */
    ERROR(Kind.NAMELESS, "error"),
    IDENTIFIER(Kind.NAMELESS, "identifier"),
    /** An identifier with a colon. */
    METRIC_IDENTIFIER(Kind.NAMELESS, "metric identifier"),
    STRING(Kind.NAMELESS, "string"),
    NUMBER(Kind.NAMELESS, "number"),
    DURATION(Kind.NAMELESS, "duration"),

    LEFT_PARENTHESIS(Kind.SYMBOL, "("),
    RIGHT_PARENTHESIS(Kind.SYMBOL, ")"),
    LEFT_BRACE(Kind.SYMBOL, "{"),
    RIGHT_BRACE(Kind.SYMBOL, "}"),
    LEFT_BRACKET(Kind.SYMBOL, "["),
    RIGHT_BRACKET(Kind.SYMBOL, "]"),
    COMMA(Kind.SYMBOL, ","),
    COLON(Kind.SYMBOL, ":"),
    ASSIGN(Kind.SYMBOL, "="),

    ADD(Kind.OPERATOR, "+"),
    SUBTRACT(Kind.OPERATOR, "-"),
    MULTIPLY(Kind.OPERATOR, "*"),
    DIVIDE(Kind.OPERATOR, "/"),
    MODULO(Kind.OPERATOR, "%"),
    POWER(Kind.OPERATOR, "^"),
    EQUAL(Kind.OPERATOR, "=="),
    NOT_EQUAL(Kind.OPERATOR, "!="),
    LESS(Kind.OPERATOR, "<"),
    LESS_OR_EQUAL(Kind.OPERATOR, "<="),
    GREATER(Kind.OPERATOR, ">"),
    GREATER_OR_EQUAL(Kind.OPERATOR, ">="),
    TRIM_UPPER(Kind.OPERATOR, "</"),
    TRIM_LOWER(Kind.OPERATOR, ">/"),
    MATCHES(Kind.OPERATOR, "=~"),
    NOT_MATCHES(Kind.OPERATOR, "!~"),
    AT(Kind.OPERATOR, "@"),
    AND(Kind.OPERATOR, "and"),
    OR(Kind.OPERATOR, "or"),
    UNLESS(Kind.OPERATOR, "unless"),
    ATAN2(Kind.OPERATOR, "atan2"),

    /** The keyword of any aggregation. */
    AGGREGATION(Kind.AGGREGATION, "aggregation"),

    BOOL(Kind.KEYWORD, "bool"),
    BY(Kind.KEYWORD, "by"),
    WITHOUT(Kind.KEYWORD, "without"),
    ON(Kind.KEYWORD, "on"),
    IGNORING(Kind.KEYWORD, "ignoring"),
    GROUP_LEFT(Kind.KEYWORD, "group_left"),
    GROUP_RIGHT(Kind.KEYWORD, "group_right"),
    FILL(Kind.KEYWORD, "fill"),
    FILL_LEFT(Kind.KEYWORD, "fill_left"),
    FILL_RIGHT(Kind.KEYWORD, "fill_right"),
    OFFSET(Kind.KEYWORD, "offset"),
    SMOOTHED(Kind.KEYWORD, "smoothed"),
    ANCHORED(Kind.KEYWORD, "anchored"),

    /** Words that are special only before a parenthesis. */
    START(Kind.SYMBOL, "start"),
    END(Kind.SYMBOL, "end"),
    STEP(Kind.SYMBOL, "step"),
    RANGE(Kind.SYMBOL, "range"),
    MAX_OF(Kind.SYMBOL, "max_of"),
    MIN_OF(Kind.SYMBOL, "min_of");

    /** How errors speak of a token. */
    enum Kind {
        /** By the type's name and the text. */
        NAMELESS,
        /** By the quoted text. */
        SYMBOL,
        OPERATOR,
        AGGREGATION,
        KEYWORD
    }

    private final Kind kind;
    private final String text;

    TokenType(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    Kind kind() {
        return kind;
    }

    /** The token's only spelling, or the type's name where it has many. */
    String text() {
        return text;
    }

    /** Whether the token may stand where a metric's name is expected. */
    boolean canBeMetricName() {
        return switch (this) {
            case IDENTIFIER, METRIC_IDENTIFIER, AGGREGATION -> true;
            case AND, OR, UNLESS -> true;
            case BY, WITHOUT, OFFSET, SMOOTHED, ANCHORED, FILL, FILL_LEFT, FILL_RIGHT -> true;
            case START, END, STEP, RANGE, MAX_OF, MIN_OF -> true;
            default -> false;
        };
    }

    /** Whether the token may stand where a label's name is expected. */
    boolean canBeLabelName() {
        return canBeMetricName()
                || switch (this) {
                    case BOOL, ON, IGNORING, GROUP_LEFT, GROUP_RIGHT, ATAN2 -> true;
                    default -> false;
                };
    }
}
