package dev.bellwether.model.alert;

/** Where an alert stands; an inactive one is not kept. */
public enum AlertState {
    /** The expression holds, but not for long enough. */
    PENDING,
    FIRING,
    RESOLVED
}
