package dev.bellwether.alerting.template;

/** What becomes of a key that a map does not have: Go's option {@code missingkey}. */
public enum MissingKey {
    /** It gives {@code <no value>}. */
    DEFAULT,
    /** It gives the zero of the map's type: an empty text among labels. Prometheus and Alertmanager have it so. */
    ZERO,
    /** Rendering fails. */
    ERROR
}
