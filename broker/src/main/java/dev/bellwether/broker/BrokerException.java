package dev.bellwether.broker;

import org.jspecify.annotations.Nullable;

/** The broker cannot be started; the message is one line for the person who started it. */
public final class BrokerException extends RuntimeException {
    public BrokerException(String message) {
        super(message);
    }

    public BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
