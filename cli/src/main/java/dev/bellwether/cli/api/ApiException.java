package dev.bellwether.cli.api;

/** A server could not be asked, or refused to answer; the message is for people. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public ApiException(String message) {
        this(message, 0);
    }

    /** The server refused with a status of HTTP. */
    ApiException(String message, int status) {
        super(message);
        this.status = status;
    }

    public ApiException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** Whether the server said that it does not know what was asked for. */
    public boolean isNotFound() {
        return status == 404;
    }

    /** The message, which is never null here. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
