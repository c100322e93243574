package dev.bellwether.alerting.template.syntax;

/**
 * A piece of a template.
 *
 * @param type what it is
 * @param position where it begins in the template's text
 * @param text its text as it stands there
 */
record Token(TokenType type, int position, String text) {
    private static final int SHOWN = 10;

    /** As Go's messages name it. */
    String described() {
        return switch (type) {
            case END_OF_TEXT -> "EOF";
            case BLOCK, BREAK, CONTINUE, DEFINE, ELSE, END, IF, NIL, RANGE, TEMPLATE, WITH, DOT -> "<" + text + ">";
            default ->
                text.length() > SHOWN ? GoLiterals.quote(text.substring(0, SHOWN)) + "..." : GoLiterals.quote(text);
        };
    }
}
