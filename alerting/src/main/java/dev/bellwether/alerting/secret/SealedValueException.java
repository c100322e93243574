package dev.bellwether.alerting.secret;

import org.jspecify.annotations.Nullable;

/** A sealed value does not open; the message says why, and nothing of the value. */
public final class SealedValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealedValueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
