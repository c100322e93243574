package dev.bellwether.bench;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.Labels;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A request of remote_write 1.0 as it is put together: {@code WriteRequest{timeseries=1}}, {@code TimeSeries{labels=1,
 * samples=2}}. Not safe for use by many threads.
 */
public final class WriteRequest {
    private static final int MOST_ATTEMPTS = 200;
    private static final long PAUSE_MILLIS = 100;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    /** The field {@code labels} of a series; may be used for many requests. */
    public static byte[] labels(Labels labels) {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        CodedOutputStream coded = CodedOutputStream.newInstance(target);
        try {
            for (int i = 0; i < labels.size(); i++) {
                String name = labels.name(i);
                String value = labels.value(i);
                coded.writeTag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                coded.writeUInt32NoTag(
                        CodedOutputStream.computeStringSize(1, name) + CodedOutputStream.computeStringSize(2, value));
                coded.writeString(1, name);
                coded.writeString(2, value);
            }
            coded.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target.toByteArray();
    }

    /** Adds a series with its samples in the order of time. */
    public WriteRequest add(byte[] labels, long[] timestampMillis, double[] values) {
        try {
            int size = labels.length;
            for (int i = 0; i < values.length; i++) {
                int sample = sampleSize(timestampMillis[i], values[i]);
                size += 1 + CodedOutputStream.computeUInt32SizeNoTag(sample) + sample;
            }
            out.writeTag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(size);
            out.writeRawBytes(labels);
            for (int i = 0; i < values.length; i++) {
                out.writeTag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                out.writeUInt32NoTag(sampleSize(timestampMillis[i], values[i]));
                out.writeDouble(1, values[i]);
                out.writeInt64(2, timestampMillis[i]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static int sampleSize(long time, double value) {
        return CodedOutputStream.computeDoubleSize(1, value) + CodedOutputStream.computeInt64Size(2, time);
    }

    /** The request, compressed. */
    public byte[] compressed() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SnappyJavaCompressor snappy = new SnappyJavaCompressor();
        byte[] target = new byte[snappy.maxCompressedLength(bytes.size())];
        int length = snappy.compress(bytes.toByteArray(), 0, bytes.size(), target, 0, target.length);
        return Arrays.copyOf(target, length);
    }

    /**
     * Sends a request until it is taken.
     *
     * @throws IOException where it is refused, or postponed for too long
     */
    public static void send(HttpClient client, String url, byte[] compressed) throws IOException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Encoding", "snappy")
                .header("Content-Type", "application/x-protobuf")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(compressed))
                .build();
        HttpResponse<String> response = client.send(post, HttpResponse.BodyHandlers.ofString());
        for (int attempt = 0; response.statusCode() >= 429 && attempt < MOST_ATTEMPTS; attempt++) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            response = client.send(post, HttpResponse.BodyHandlers.ofString());
        }
        if (response.statusCode() / 100 != 2) {
            throw new IOException(url + " answers " + response.statusCode() + ": " + response.body());
        }
    }
}
