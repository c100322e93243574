package dev.bellwether.promql.parser;

/** Unwinds the parser to the nearest place from which it can go on; the error is already noted. */
final class Derailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Derailed() {
        super(null, null, false, false);
    }
}
