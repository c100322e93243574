package dev.bellwether.alerting.rules;

/** A rule cannot be evaluated; it alone is off, and its state stays. */
public final class RuleFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RuleFailedException(String message) {
        super(message);
    }

    public RuleFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
