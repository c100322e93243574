package dev.bellwether.agent.scrape.exposition;

import java.io.IOException;

/** An exposition breaks its format; the message says where, for instance {@code line 3: …}. */
public final class ExpositionException extends IOException {
    private static final long serialVersionUID = 1L;

    public ExpositionException(String message) {
        super(message);
    }

    /** An error in a line, counted from 1. */
    public static ExpositionException inLine(long line, String message) {
        return new ExpositionException("line " + line + ": " + message);
    }
}
