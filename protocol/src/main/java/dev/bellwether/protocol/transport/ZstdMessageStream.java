package dev.bellwether.protocol.transport;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Compresses one message as a single frame once all of it has been written. The compressor knows the size then and takes
 * tables of that size; a stream of unknown length takes megabytes for a message of a few kilobytes. For one thread.
 */
final class ZstdMessageStream extends OutputStream {
    private final OutputStream target;
    private final int level;
    private final Message message = new Message();
    private boolean closed;

    /** The compressed bytes go to {@code target}, which is closed with this stream. */
    ZstdMessageStream(OutputStream target, int level) {
        this.target = target;
        this.level = level;
    }

    @Override
    public void write(int value) {
        message.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        message.write(source, offset, length);
    }

    /** Compresses what was written and hands it on. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (target;
                ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.setLevel(level);
            byte[] compressed = new byte[Math.toIntExact(Zstd.compressBound(message.size()))];
            int length = message.compress(context, compressed);
            target.write(compressed, 0, length);
        }
    }

    /** The bytes so far, without a copy. */
    private static final class Message extends ByteArrayOutputStream {
        private int compress(ZstdCompressCtx context, byte[] compressed) {
            return context.compressByteArray(compressed, 0, compressed.length, buf, 0, count);
        }
    }
}
