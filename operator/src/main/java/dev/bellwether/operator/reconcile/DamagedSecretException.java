package dev.bellwether.operator.reconcile;

/** A Secret that was generated once, and on which data depends, has lost what was in it. */
final class DamagedSecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedSecretException(String message, Throwable cause) {
        super(message, cause);
    }
}
