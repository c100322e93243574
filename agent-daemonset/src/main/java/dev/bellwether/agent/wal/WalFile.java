package dev.bellwether.agent.wal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of the log. Positions are absolute; reading and writing may happen on different threads at once. */
interface WalFile extends Closeable {
    long size() throws IOException;

    /** Reads up to the buffer's remaining bytes; returns how many, or −1 at the end. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes all remaining bytes of the buffer. */
    void write(ByteBuffer source, long position) throws IOException;

    /** Forces contents and size to the disk; blocks. */
    void force() throws IOException;

    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;
}
