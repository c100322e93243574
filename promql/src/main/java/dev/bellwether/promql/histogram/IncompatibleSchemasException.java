package dev.bellwether.promql.histogram;

/** Histograms with exponential and with custom buckets cannot be combined. */
public final class IncompatibleSchemasException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IncompatibleSchemasException() {
        // Thrown for every pair of samples of a wrong query: no stack is collected.
        super("cannot combine histograms with exponential and custom buckets", null, false, false);
    }
}
