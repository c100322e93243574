package dev.bellwether.agent.wal;

import java.io.IOException;

/** The log cannot be opened; the message names the directory, what was found and what to do. */
public final class WalException extends IOException {
    public WalException(String message) {
        super(message);
    }

    public WalException(String message, Throwable cause) {
        super(message, cause);
    }
}
