package dev.bellwether.alerting.replay;

/** An evaluation's result cannot become alerts: a template fails, two elements become the same alert, or there are too many. */
public final class UnusableResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableResultException(String message) {
        super(message);
    }

    public UnusableResultException(String message, Throwable cause) {
        super(message, cause);
    }
}
