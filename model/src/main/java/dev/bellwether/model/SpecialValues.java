package dev.bellwether.model;

/**
 * The two reserved NaN values; compare by bits, never by {@code ==} or {@code Double.isNaN}.
 *
 * <p>Code that copies values must not canonicalise them: use {@link Double#doubleToRawLongBits}.
 */
public final class SpecialValues {
    /** Prometheus's stale marker: the series has ended. Kept from end to end. */
    public static final long STALE_BITS = 0x7ff0000000000002L;

    /** The stale marker as a value. */
    public static final double STALE = Double.longBitsToDouble(STALE_BITS);

    /** "No sample here": fills the gaps of a frame's column on the wire and in memory; never stored. */
    public static final long ABSENT_BITS = 0x7ff00000000b311fL;

    /** The absent value. */
    public static final double ABSENT = Double.longBitsToDouble(ABSENT_BITS);

    private SpecialValues() {}

    public static boolean isStale(double value) {
        return Double.doubleToRawLongBits(value) == STALE_BITS;
    }

    public static boolean isAbsent(double value) {
        return Double.doubleToRawLongBits(value) == ABSENT_BITS;
    }
}
