package dev.bellwether.agent.collect.read;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What {@code adjtimex} says about the kernel's clock, in the kernel's own units.
 *
 * @param state the state of the clock; {@link #ERROR} where it is not synchronised
 * @param numbers the fields, by the constants of this class
 */
public record ClockAdjustment(int state, long[] numbers) {
    /** The clock is not synchronised to a reliable server. */
    public static final int ERROR = 5;

    /** The index of each field in {@link #numbers}. */
    public static final int OFFSET = 0;

    public static final int FREQUENCY = 1;
    public static final int MAXIMUM_ERROR = 2;
    public static final int ESTIMATED_ERROR = 3;
    public static final int STATUS = 4;
    public static final int TIME_CONSTANT = 5;
    public static final int TICK = 6;
    public static final int PULSE_FREQUENCY = 7;
    public static final int JITTER = 8;
    public static final int SHIFT = 9;
    public static final int STABILITY = 10;
    public static final int JITTER_COUNT = 11;
    public static final int CALIBRATION_COUNT = 12;
    public static final int ERROR_COUNT = 13;
    public static final int STABILITY_COUNT = 14;
    public static final int ATOMIC_TIME_OFFSET = 15;

    private static final int STRUCT_BYTES = 208;

    /** Where each field stands in {@code struct timex} of 64-bit Linux; negative for those of 32 bits. */
    private static final long[] PLACES = {8, 16, 24, 32, -40, 48, 88, 96, 104, -112, 120, 128, 136, 144, 152, -160};

    /**
     * Asks the kernel without changing anything.
     *
     * @throws IOException where the kernel does not answer, such as in a sandbox
     */
    public static ClockAdjustment ask() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(STRUCT_BYTES, Long.BYTES);
            int state = SystemCalls.adjtimex(result, arena);
            long[] numbers = new long[PLACES.length];
            for (int i = 0; i < PLACES.length; i++) {
                numbers[i] = PLACES[i] < 0
                        ? result.get(ValueLayout.JAVA_INT, -PLACES[i])
                        : result.get(ValueLayout.JAVA_LONG, PLACES[i]);
            }
            return new ClockAdjustment(state, numbers);
        }
    }
}
