package dev.bellwether.storage;

/** Another writer has gone on with this partition: the one that sees this must stop writing it. */
public final class OffsetConflictException extends RuntimeException {
    public OffsetConflictException(String message) {
        super(message);
    }
}
