package dev.bellwether.alerting.template;

/**
 * How a verb of {@code printf} writes.
 *
 * @param width the fewest characters, or -1
 * @param precision what it means depends on the verb, or -1
 */
record Flags(boolean minus, boolean plus, boolean sharp, boolean space, boolean zero, int width, int precision) {
    static final Flags NONE = new Flags(false, false, false, false, false, -1, -1);

    Flags withoutZero() {
        return new Flags(minus, plus, sharp, space, false, width, precision);
    }

    Flags withoutPrecision() {
        return new Flags(minus, plus, sharp, space, zero, width, -1);
    }

    /** Writes a text of at least the width. */
    void pad(BoundedText target, String text) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            target.append(text);
        } else if (minus) {
            target.append(text).repeat(' ', missing);
        } else {
            target.repeat(zero ? '0' : ' ', missing).append(text);
        }
    }
}
