package dev.bellwether.cli.pipeline;

/**
 * What a look at a hop has shown.
 *
 * @param good whether the hop works
 * @param text what was seen, for people
 */
record Finding(boolean good, String text) {
    static Finding good(String text) {
        return new Finding(true, text);
    }

    static Finding bad(String text) {
        return new Finding(false, text);
    }
}
