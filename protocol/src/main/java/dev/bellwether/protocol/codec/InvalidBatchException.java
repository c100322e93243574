package dev.bellwether.protocol.codec;

/** Bytes that are no batch, or break a limit of the format; the message names the field, what was found, what is allowed. */
public final class InvalidBatchException extends RuntimeException {
    public InvalidBatchException(String message) {
        super(message);
    }

    public InvalidBatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
