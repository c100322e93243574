package dev.bellwether.query.remote;

import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.query.RemoteReadLimits;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.prometheus.ErrorType;
import dev.bellwether.query.prometheus.PrometheusException;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * {@code POST /api/v1/read}: the samples of series for another Prometheus, in the form that it likes best. Safe for use by
 * many threads.
 */
public final class RemoteReadHandler {
    private static final String SAMPLED = "application/x-protobuf";
    private static final String STREAMED = "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";

    private final SeriesReader reader;
    private final RemoteReadLimits limits;
    private final ReadGate gate;

    /**
     * A handler.
     *
     * @param patience how long a read waits for its turn
     */
    public RemoteReadHandler(SeriesReader reader, RemoteReadLimits limits, Duration patience) {
        this.reader = reader;
        this.limits = limits;
        this.gate = new ReadGate(limits.maxConcurrentReads(), patience);
    }

    /** Reads what a {@code ReadRequest} asks for. */
    public Reply read(Request request) {
        ReadRequest wanted;
        try {
            wanted = ReadRequestDecoder.decode(unpacked(request));
        } catch (IllegalArgumentException e) {
            throw new PrometheusException(ErrorType.BAD_DATA, "remote read: " + e.getMessage());
        }
        return switch (wanted.responseType()) {
            case SAMPLES -> sampled(wanted, request);
            case STREAMED_XOR_CHUNKS ->
                new Reply(200, STREAMED, Map.of("Content-Encoding", "identity"), out -> stream(wanted, request, out));
        };
    }

    private void stream(ReadRequest wanted, Request request, OutputStream out) throws IOException {
        gate.enter(request.cancellation());
        try {
            new StreamedAnswer(reader, wanted.queries(), limits.maxFrameBytes()).writeTo(out);
        } catch (HistogramInStreamException e) {
            throw new PrometheusException(ErrorType.EXECUTION, "remote read: " + e.getMessage());
        } finally {
            gate.leave();
        }
    }

    private Reply sampled(ReadRequest wanted, Request request) {
        gate.enter(request.cancellation());
        try {
            byte[] answer = new SampledAnswer(reader, limits.maxSamples()).read(wanted.queries());
            return new Reply(200, SAMPLED, Map.of("Content-Encoding", "snappy"), out -> out.write(answer));
        } catch (TooManySamplesException e) {
            throw new PrometheusException(ErrorType.BAD_DATA, "remote read: " + e.getMessage());
        } finally {
            gate.leave();
        }
    }

    private byte[] unpacked(Request request) {
        String encoding = request.header("content-encoding");
        if (!request.header(Request.BODY_ENCODING).equals("snappy")) {
            throw new IllegalArgumentException("Content-Encoding is \"" + encoding + "\", snappy is needed");
        }
        byte[] packed = request.body();
        try {
            SnappyJavaDecompressor snappy = new SnappyJavaDecompressor();
            int size = snappy.getUncompressedLength(packed, 0);
            if (size < 0 || size > limits.maxRequestBytes()) {
                throw new IllegalArgumentException("the request has " + Integer.toUnsignedString(size)
                        + " bytes unpacked (limit remoteRead.maxRequestBytes is " + limits.maxRequestBytes() + ")");
            }
            byte[] unpacked = new byte[size];
            int length = snappy.decompress(packed, 0, packed.length, unpacked, 0, size);
            return length == size ? unpacked : Arrays.copyOf(unpacked, length);
        } catch (MalformedInputException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the body is not compressed with snappy's block format", e);
        }
    }
}
