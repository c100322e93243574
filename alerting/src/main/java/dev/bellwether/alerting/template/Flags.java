package dev.bellwether.alerting.template;

/**
 * How a verb of {@code printf} writes.
 *
 * @param named whether fields have their names, as {@code %+v} says
 * @param width the fewest characters, or -1
 * @param precision what it means depends on the verb, or -1
 */
record Flags(
        boolean minus,
        boolean plus,
        boolean named,
        boolean sharp,
        boolean space,
        boolean zero,
        int width,
        int precision) {
    static final Flags NONE = new Flags(false, false, false, false, false, false, -1, -1);

    Flags withoutZero() {
        return new Flags(minus, plus, named, sharp, space, false, width, precision);
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
