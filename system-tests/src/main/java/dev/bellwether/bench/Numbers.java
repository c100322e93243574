package dev.bellwether.bench;

import java.util.Locale;

/** Numbers as a person reads them, the same in every locale. */
final class Numbers {
    private Numbers() {}

    static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String grouped(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
