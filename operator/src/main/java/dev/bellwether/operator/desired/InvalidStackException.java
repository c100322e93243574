package dev.bellwether.operator.desired;

/** A MonitoringStack asks for what cannot be; the message names the field, what stands there and what is allowed. */
public final class InvalidStackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidStackException(String message) {
        super(message);
    }
}
