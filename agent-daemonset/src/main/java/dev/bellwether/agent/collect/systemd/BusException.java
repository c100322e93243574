package dev.bellwether.agent.collect.systemd;

import java.io.IOException;

/** The bus, or whom it was asked for, answered with an error. The connection can still be used. */
final class BusException extends IOException {
    private static final long serialVersionUID = 1L;

    BusException(String message) {
        super(message);
    }
}
