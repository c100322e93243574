package dev.bellwether.alerting.record;

/** Bytes in the log are not what their topic should hold. */
public final class InvalidRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidRecordException(String what, Throwable cause) {
        super("not " + what + ": " + cause.getMessage(), cause);
    }
}
