package dev.bellwether.agent.collect.read;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The zone of local time as the C library knows it, for Java's own names of zones load megabytes of locale data.
 *
 * @param name the abbreviation in force, such as CEST
 * @param offsetSeconds east of Greenwich
 */
public record LocalZone(String name, long offsetSeconds) {
    private static final int STRUCT_BYTES = 128;
    private static final long OFFSET_EAST = 40;
    private static final long NAME = 48;
    private static final int MAX_NAME_BYTES = 64;

    /** The zone at a time in seconds since 1970. */
    public static LocalZone at(long epochSeconds) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment seconds = arena.allocateFrom(ValueLayout.JAVA_LONG, epochSeconds);
            MemorySegment result = arena.allocate(STRUCT_BYTES, Long.BYTES);
            if (!SystemCalls.localTime(seconds, result)) {
                return new LocalZone("UTC", 0);
            }
            MemorySegment name = result.get(ValueLayout.ADDRESS, NAME).reinterpret(MAX_NAME_BYTES);
            return new LocalZone(name.getString(0), result.get(ValueLayout.JAVA_LONG, OFFSET_EAST));
        }
    }
}
