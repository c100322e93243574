package dev.bellwether.alerting.template;

/** Rendering takes more than it may; the interpreter adds the place. */
final class LimitExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LimitExceeded(String message) {
        super(message, null, false, false);
    }
}
