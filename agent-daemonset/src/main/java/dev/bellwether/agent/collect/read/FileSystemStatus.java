package dev.bellwether.agent.collect.read;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What {@code statvfs} says about a mounted file system, sizes in bytes.
 *
 * @param size all of it
 * @param free not used
 * @param available not used and not kept for root
 * @param files index nodes, or zero where the file system has no such limit
 * @param freeFiles index nodes not used
 */
public record FileSystemStatus(double size, double free, double available, double files, double freeFiles) {
    private static final long FRAGMENT_SIZE = 8;
    private static final long BLOCKS = 16;
    private static final long FREE_BLOCKS = 24;
    private static final long AVAILABLE_BLOCKS = 32;
    private static final long FILES = 40;
    private static final long FREE_FILES = 48;

    /**
     * Asks the kernel. Blocks for as long as the file system does: a dead network mount may never answer.
     *
     * @throws IOException with the reason alone
     */
    public static FileSystemStatus of(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(SystemCalls.STATVFS_BYTES, Long.BYTES);
            SystemCalls.statvfs(path, result, arena);
            double fragment = unsigned(result, FRAGMENT_SIZE);
            return new FileSystemStatus(
                    unsigned(result, BLOCKS) * fragment,
                    unsigned(result, FREE_BLOCKS) * fragment,
                    unsigned(result, AVAILABLE_BLOCKS) * fragment,
                    unsigned(result, FILES),
                    unsigned(result, FREE_FILES));
        }
    }

    private static double unsigned(MemorySegment segment, long offset) {
        long value = segment.get(ValueLayout.JAVA_LONG, offset);
        return value >= 0 ? value : value + 0x1p64;
    }
}
