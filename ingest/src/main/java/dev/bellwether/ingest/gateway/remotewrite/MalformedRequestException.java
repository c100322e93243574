package dev.bellwether.ingest.gateway.remotewrite;

import org.jspecify.annotations.Nullable;

/** A request that breaks the specification as a whole; the message says where. */
public final class MalformedRequestException extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedRequestException(String message) {
        super(message);
    }

    public MalformedRequestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
