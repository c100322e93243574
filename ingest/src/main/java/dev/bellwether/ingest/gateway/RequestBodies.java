package dev.bellwether.ingest.gateway;

import com.github.luben.zstd.ZstdInputStream;
import com.sun.net.httpserver.HttpExchange;
import dev.bellwether.ingest.gateway.Answer.Reason;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads request bodies within limits: no more than allowed as it comes, no more than allowed unpacked (a bomb is found
 * by its declared size, or stopped at the limit), and no more in memory at once than a gateway has for it.
 */
final class RequestBodies {
    private static final int MOST_AT_ONCE = 4;

    private final GatewayLimits limits;
    private final Semaphore memory;
    private final int capacity;

    RequestBodies(GatewayLimits limits) {
        this.limits = limits;
        this.capacity = (int) Math.min(
                Integer.MAX_VALUE, (long) MOST_AT_ONCE * (limits.maxRequestBytes() + limits.maxDecompressedBytes()));
        this.memory = new Semaphore(capacity, true);
    }

    /** A body in memory; give it back when it is no longer needed. */
    final class Body implements AutoCloseable {
        private final byte[] packed;
        private final byte[] bytes;
        private int reserved;

        private Body(byte[] packed, byte[] bytes, int reserved) {
            this.packed = packed;
            this.bytes = bytes;
            this.reserved = reserved;
        }

        /** The body unpacked. */
        byte[] bytes() {
            return bytes;
        }

        /** The body as it came. */
        byte[] packed() {
            return packed;
        }

        @Override
        public void close() {
            memory.release(reserved);
            reserved = 0;
        }
    }

    /**
     * Reads and unpacks a body.
     *
     * @throws HttpRefusal where it is too large, cannot be unpacked, or there is no memory for it now
     */
    Body read(HttpExchange exchange) throws IOException, HttpRefusal {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        int packedSize = length == null ? limits.maxRequestBytes() : declared(length);
        int reserved = reserve(packedSize);
        try {
            byte[] packed = length == null
                    ? readUpTo(exchange.getRequestBody(), limits.maxRequestBytes(), "as it came")
                    : exactly(exchange.getRequestBody(), packedSize);
            String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
            int more = unpackedSize(packed, encoding) - (reserved - packed.length);
            if (more > 0) {
                reserved += reserve(more);
            }
            return new Body(packed, unpack(packed, encoding), reserved);
        } catch (IOException | HttpRefusal | RuntimeException e) {
            memory.release(reserved);
            throw e;
        }
    }

    /** The server ends a body of a known length there. */
    private static byte[] exactly(InputStream stream, int size) throws IOException {
        byte[] bytes = new byte[size];
        int read = stream.readNBytes(bytes, 0, size);
        return read == size ? bytes : Arrays.copyOf(bytes, read);
    }

    private int declared(String length) throws HttpRefusal {
        try {
            long declared = Long.parseLong(length.strip());
            if (declared > limits.maxRequestBytes()) {
                throw tooLarge(declared, limits.maxRequestBytes(), "as it came");
            }
            return (int) Math.max(0, declared);
        } catch (NumberFormatException e) {
            throw new HttpRefusal(400, Reason.INVALID, "Content-Length is no number");
        }
    }

    private int reserve(int bytes) throws HttpRefusal {
        int wanted = Math.min(bytes, capacity);
        try {
            if (memory.tryAcquire(wanted, SampleAppender.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return wanted;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw HttpRefusal.later(503, Reason.LOG_SLOW, "too many requests at once, come again", 1);
    }

    /** What a body will take unpacked; the most that is allowed where it does not say. */
    private int unpackedSize(byte[] packed, @Nullable String encoding) throws HttpRefusal {
        if (encoding == null || encoding.equals("identity")) {
            return 0;
        }
        if (encoding.equals("snappy")) {
            int size = snappySize(packed);
            if (size > limits.maxDecompressedBytes()) {
                throw tooLarge(size, limits.maxDecompressedBytes(), "unpacked");
            }
            return size;
        }
        return limits.maxDecompressedBytes();
    }

    private byte[] unpack(byte[] packed, @Nullable String encoding) throws IOException, HttpRefusal {
        if (encoding == null || encoding.equals("identity")) {
            return packed;
        }
        try {
            return switch (encoding) {
                case "snappy" -> unpackSnappy(packed);
                case "zstd" -> {
                    try (InputStream stream = new ZstdInputStream(new ByteArrayInputStream(packed))) {
                        yield readUpTo(stream, limits.maxDecompressedBytes(), "unpacked");
                    }
                }
                case "gzip" -> {
                    try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                        yield readUpTo(stream, limits.maxDecompressedBytes(), "unpacked");
                    }
                }
                default ->
                    throw new HttpRefusal(
                            415,
                            Reason.INVALID,
                            "Content-Encoding is \"" + encoding + "\", allowed are snappy, zstd, gzip and none");
            };
        } catch (IOException e) {
            throw new HttpRefusal(
                    400, Reason.INVALID, "body cannot be unpacked as " + encoding + ": " + e.getMessage());
        }
    }

    private static int snappySize(byte[] packed) throws HttpRefusal {
        try {
            int size = new SnappyJavaDecompressor().getUncompressedLength(packed, 0);
            if (size < 0) {
                throw new HttpRefusal(400, Reason.INVALID, "body is no snappy block: its size is negative");
            }
            return size;
        } catch (MalformedInputException | IndexOutOfBoundsException e) {
            throw new HttpRefusal(400, Reason.INVALID, "body is no snappy block: " + e.getMessage());
        }
    }

    private static byte[] unpackSnappy(byte[] packed) throws HttpRefusal {
        byte[] unpacked = new byte[snappySize(packed)];
        try {
            int size = new SnappyJavaDecompressor().decompress(packed, 0, packed.length, unpacked, 0, unpacked.length);
            return size == unpacked.length ? unpacked : Arrays.copyOf(unpacked, size);
        } catch (MalformedInputException | IndexOutOfBoundsException e) {
            throw new HttpRefusal(400, Reason.INVALID, "body is no snappy block: " + e.getMessage());
        }
    }

    private static byte[] readUpTo(InputStream stream, int most, String how) throws IOException, HttpRefusal {
        byte[] bytes = stream.readNBytes(most);
        if (stream.read() >= 0) {
            throw tooLarge(most + 1L, most, how);
        }
        return bytes;
    }

    private static HttpRefusal tooLarge(long bytes, int most, String how) {
        return new HttpRefusal(
                413, Reason.TOO_LARGE, "body has " + bytes + " bytes or more " + how + ", allowed are " + most);
    }
}
