package dev.bellwether.agent.collect.read;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What {@code uname} answers. */
public record KernelName(String system, String node, String release, String version, String machine, String domain) {
    private static final int TEXT_BYTES = 65;
    private static final int TEXTS = 6;

    /**
     * Asks the kernel that this process runs on.
     *
     * @throws IOException with the reason
     */
    public static KernelName ask() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate((long) TEXT_BYTES * TEXTS);
            SystemCalls.uname(result, arena);
            return new KernelName(
                    text(result, 0),
                    text(result, 1),
                    text(result, 2),
                    text(result, 3),
                    text(result, 4),
                    text(result, 5));
        }
    }

    private static String text(MemorySegment result, int index) {
        return result.getString((long) index * TEXT_BYTES);
    }
}
