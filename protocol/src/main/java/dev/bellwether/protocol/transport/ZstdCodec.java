package dev.bellwether.protocol.transport;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.grpc.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Zstandard for gRPC messages, each compressed alone. What a message may grow to is bounded by the channel's largest
 * inbound message, which counts decompressed bytes.
 */
public final class ZstdCodec implements Codec {
    /** The encoding's name in {@code grpc-encoding}. */
    public static final String NAME = "zstd";

    private static final int LEVEL = 3;

    @Override
    public String getMessageEncoding() {
        return NAME;
    }

    /**
     * The decompressed bytes of a message. Whoever reads them closes the stream, as gRPC does also where reading fails: only
     * then are its buffer, which is larger than most messages, and its native memory free for the next one.
     */
    @Override
    public InputStream decompress(InputStream compressed) throws IOException {
        return new ZstdInputStreamNoFinalizer(compressed, RecyclingBufferPool.INSTANCE);
    }

    @Override
    public OutputStream compress(OutputStream target) {
        return new ZstdMessageStream(target, LEVEL);
    }
}
