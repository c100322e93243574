package dev.bellwether.protocol.transport;

import com.github.luben.zstd.ZstdInputStream;
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

    @Override
    public InputStream decompress(InputStream compressed) throws IOException {
        return new ZstdInputStream(compressed);
    }

    @Override
    public OutputStream compress(OutputStream target) {
        return new ZstdMessageStream(target, LEVEL);
    }
}
