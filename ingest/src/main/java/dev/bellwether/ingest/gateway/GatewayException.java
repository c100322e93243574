package dev.bellwether.ingest.gateway;

import org.jspecify.annotations.Nullable;

/** The gateway cannot be started; the message is one line for the person who started it. */
public final class GatewayException extends RuntimeException {
    public GatewayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
