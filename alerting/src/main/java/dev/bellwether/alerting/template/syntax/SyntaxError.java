package dev.bellwether.alerting.template.syntax;

/** A template that cannot be read. */
public final class SyntaxError extends Exception {
    private static final long serialVersionUID = 1L;
    private final int position;

    SyntaxError(int position, String message) {
        super(message, null, false, false);
        this.position = position;
    }

    /** Where it happened: an index into the text, at most its length. */
    public int position() {
        return position;
    }

    /** What is wrong, in the words of Go's parser. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
