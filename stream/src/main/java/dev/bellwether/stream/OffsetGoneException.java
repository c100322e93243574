package dev.bellwether.stream;

/** The log no longer holds the offset that a reader wants to go on with: records were lost to it. */
public final class OffsetGoneException extends RuntimeException {
    public OffsetGoneException(String message) {
        super(message);
    }
}
