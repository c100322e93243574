package dev.bellwether.stream;

/** A topic stands in the log in a shape that cannot be used and that nobody may change by itself. */
public final class TopicMismatchException extends RuntimeException {
    public TopicMismatchException(String message) {
        super(message);
    }
}
