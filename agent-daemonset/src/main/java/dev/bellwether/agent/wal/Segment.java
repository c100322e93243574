package dev.bellwether.agent.wal;

import dev.bellwether.protocol.codec.BlockHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One file of the log: eight bytes that name the format, then records with ascending seq.
 *
 * <p>Guarded by the log's lock, apart from reading its file.
 */
final class Segment {
    static final int HEADER_BYTES = 8;
    private static final byte[] FORMAT = "BWWAL001".getBytes(StandardCharsets.US_ASCII);

    final SegmentName name;
    final Path path;
    final WalFile file;

    /** Blocks that stand inside a record of this segment; kept for the segment that is written alone. */
    final Map<BlockHash, byte[]> blocks = new HashMap<>();

    /** Where damaged bytes begin that have been dealt with. */
    final Set<Long> damaged = new HashSet<>();

    /** The end of the last good record. */
    long size;

    /** Up to here the disk has it. */
    long durableSize;

    private Segment(SegmentName name, Path path, WalFile file, long size) {
        this.name = name;
        this.path = path;
        this.file = file;
        this.size = size;
        this.durableSize = size;
    }

    /** Creates an empty segment whose name is durable. */
    static Segment create(WalFiles files, Path directory, SegmentName name) throws IOException {
        Path path = directory.resolve(name.fileName());
        files.deleteIfExists(path);
        WalFile file = files.create(path);
        try {
            file.write(ByteBuffer.wrap(FORMAT), 0);
            file.force();
            files.forceDirectory(directory);
            return new Segment(name, path, file, HEADER_BYTES);
        } catch (IOException e) {
            file.close();
            files.deleteIfExists(path);
            throw e;
        }
    }

    /** Opens a segment that was written before. */
    static Segment open(WalFiles files, Path path, SegmentName name) throws IOException {
        WalFile file = files.open(path);
        return new Segment(name, path, file, Math.max(HEADER_BYTES, file.size()));
    }

    void truncate(long newSize) throws IOException {
        file.truncate(newSize);
        file.force();
        size = newSize;
        durableSize = newSize;
    }

    void closeQuietly() {
        try {
            file.close();
        } catch (IOException e) {
            // What was to be durable has been forced; a handle that cannot be closed changes nothing.
            return;
        }
    }
}
