package dev.bellwether.standalone;

/** Why the process cannot start, in one line for the person who started it. */
public final class StartupException extends RuntimeException {
    public StartupException(String message) {
        super(message);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
