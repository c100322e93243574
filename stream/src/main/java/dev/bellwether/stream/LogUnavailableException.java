package dev.bellwether.stream;

import org.jspecify.annotations.Nullable;

/** The log cannot be reached or does not answer; trying again later may help. */
public final class LogUnavailableException extends RuntimeException {
    public LogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
