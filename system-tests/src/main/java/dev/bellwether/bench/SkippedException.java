package dev.bellwether.bench;

/** A figure cannot be measured here; the message says what is missing. */
final class SkippedException extends Exception {
    private static final long serialVersionUID = 1;

    SkippedException(String message) {
        super(message);
    }
}
