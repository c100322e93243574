package dev.bellwether.promql.functions;

/** An argument of a function has a value that is not allowed. */
public final class InvalidArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    public InvalidArgumentException(String message) {
        super(message);
        text = message;
    }

    /** What is wrong; the message, never null. */
    public String text() {
        return text;
    }
}
