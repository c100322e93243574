package dev.bellwether.storage;

/** The database will never accept something in this flush; halve the flush to find it. */
public final class RejectedSampleException extends RuntimeException {
    public RejectedSampleException(String message) {
        super(message);
    }

    public RejectedSampleException(String message, Throwable cause) {
        super(message, cause);
    }
}
