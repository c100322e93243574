package dev.bellwether.query.recent;

import java.util.OptionalLong;

/** Says from when on memory holds everything. Safe for use by many threads; returns at once. */
@FunctionalInterface
public interface Coverage {
    /** The first time (milliseconds since 1970) from which on every sample is in memory; empty while it is not usable. */
    OptionalLong completeFromMillis();
}
