package dev.bellwether.remote;

import dev.bellwether.model.Labels;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.SeriesCursor;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Series as they come out of a streamed answer to a {@link RemoteReadRequest}; holds one frame. Used by one thread. */
public final class RemoteSeriesCursor implements SeriesCursor {
    private final DataInputStream in;
    private final long startMillis;
    private final long endMillis;
    private final BiFunction<String, Throwable, ? extends RuntimeException> failures;
    private Labels current = Labels.EMPTY;
    private boolean started;
    private @Nullable ReadFrame frame;
    private int nextChunk;
    private long[] times = new long[0];
    private double[] values = new double[0];
    private int count;

    /**
     * Begins to read.
     *
     * @param in the answer's body, closed with this
     * @param startMillis samples before it are left out, those after {@code endMillis} too
     * @param failures makes what is thrown where the answer cannot be read, from a message and its cause
     */
    public RemoteSeriesCursor(
            InputStream in,
            long startMillis,
            long endMillis,
            BiFunction<String, Throwable, ? extends RuntimeException> failures) {
        this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        this.startMillis = startMillis;
        this.endMillis = endMillis;
        this.failures = failures;
    }

    @Override
    public boolean nextSeries() {
        if (!started) {
            started = true;
            advance();
        } else {
            while (frame != null && frame.labels().equals(current)) {
                advance();
            }
        }
        if (frame == null) {
            return false;
        }
        current = frame.labels();
        return true;
    }

    private void advance() {
        try {
            frame = ReadFrame.read(in);
            nextChunk = 0;
        } catch (IOException e) {
            throw failures.apply("the server's samples cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Labels labels() {
        return current;
    }

    @Override
    public boolean nextChunk() {
        while (frame != null && frame.labels().equals(current)) {
            if (nextChunk == frame.chunks().size()) {
                advance();
            } else if (decode(frame.chunks().get(nextChunk++))) {
                return true;
            }
        }
        return false;
    }

    /** A server may send chunks that reach beyond the range. */
    private boolean decode(byte[] chunk) {
        count = 0;
        try {
            XorChunkReader samples = new XorChunkReader(chunk);
            if (times.length < samples.count()) {
                times = new long[samples.count()];
                values = new double[samples.count()];
            }
            while (samples.next() && samples.timeMillis() <= endMillis) {
                if (samples.timeMillis() >= startMillis) {
                    times[count] = samples.timeMillis();
                    values[count++] = samples.value();
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw failures.apply("the server's samples cannot be read: a chunk of " + current + " is damaged", e);
        }
        return count > 0;
    }

    @Override
    public SampleChunk chunk() {
        return new SampleChunk(count, times, values, null);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw failures.apply("the server's samples cannot be read: " + e.getMessage(), e);
        }
    }
}
