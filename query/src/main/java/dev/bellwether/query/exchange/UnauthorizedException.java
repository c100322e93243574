package dev.bellwether.query.exchange;

/** Who asks has not proved that it may; the message says what is needed. */
public final class UnauthorizedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnauthorizedException(String message) {
        super(message);
    }
}
