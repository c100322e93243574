package dev.bellwether.system;

/** How much is done: the short form for every build, or the full counts with {@code -Dsoak=true}. */
final class Scale {
    private static final boolean SOAK = Boolean.getBoolean("soak");

    private Scale() {}

    /** One of two numbers. */
    static int of(int inShort, int inSoak) {
        return SOAK ? inSoak : inShort;
    }
}
