package dev.bellwether.query.alertmanager;

/** A request cannot be answered; the message is for people. */
public final class AlertmanagerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public AlertmanagerException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** What was sent is not what is needed. */
    public static AlertmanagerException bad(String message) {
        return new AlertmanagerException(400, message);
    }

    public int status() {
        return status;
    }
}
