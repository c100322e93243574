package dev.bellwether.storage.timescale;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReadException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over series in batches; holds one connection until it is at its end or closed. */
final class TimescaleSeriesCursor implements SeriesCursor {
    private static final int BATCH_SERIES = 4_000;
    private static final int CHUNK_SAMPLES = 1_024;

    private final List<IndexedSeries> series;
    private final Connection connection;
    private final BatchReader reader;
    private final long[] timestampMillis = new long[CHUNK_SAMPLES];
    private final double[] values = new double[CHUNK_SAMPLES];

    private List<SampleSource> sources = List.of();

    /** Index of the batch's first series, and of the first one after it. */
    private int batchStart;

    private int batchEnd;
    private int current = -1;
    private long lastTime;
    private @Nullable SampleChunk chunk;
    private boolean closed;

    /** Takes the connection over. */
    TimescaleSeriesCursor(List<IndexedSeries> series, Connection connection, BatchReader reader) {
        this.series = series;
        this.connection = connection;
        this.reader = reader;
    }

    @Override
    public boolean nextSeries() {
        chunk = null;
        try {
            while (!closed) {
                requireNotInterrupted();
                SampleSource next = earliest(Long.MAX_VALUE);
                while (next != null && batchStart + (int) next.position() - 1 <= current) {
                    next.advance(); // what was left unread of the series before
                    next = earliest(Long.MAX_VALUE);
                }
                if (next != null) {
                    current = batchStart + (int) next.position() - 1;
                    lastTime = Long.MIN_VALUE;
                    return true;
                }
                if (!openBatch()) {
                    close();
                }
            }
            return false;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private boolean openBatch() throws SQLException {
        reader.end();
        sources = List.of();
        batchStart = batchEnd;
        if (batchStart == series.size()) {
            return false;
        }
        RetentionClass retentionClass = series.get(batchStart).retentionClass();
        while (batchEnd < series.size()
                && batchEnd - batchStart < BATCH_SERIES
                && series.get(batchEnd).retentionClass() == retentionClass) {
            batchEnd++;
        }
        sources = reader.open(retentionClass, series.subList(batchStart, batchEnd));
        return true;
    }

    /** The source with the earliest sample up to a position; at one time floats win, then the first source. */
    private @Nullable SampleSource earliest(long lastPosition) {
        SampleSource best = null;
        for (SampleSource source : sources) {
            if (source.hasCurrent() && source.position() <= lastPosition && (best == null || isBefore(source, best))) {
                best = source;
            }
        }
        return best;
    }

    /** The time of the next sample of the series that another source has. */
    private long nextOfOthers(SampleSource source, long lastPosition) {
        long next = Long.MAX_VALUE;
        for (SampleSource other : sources) {
            if (!other.equals(source) && other.hasCurrent() && other.position() <= lastPosition) {
                next = Math.min(next, other.timestampMillis());
            }
        }
        return next;
    }

    private static boolean isBefore(SampleSource left, SampleSource right) {
        if (left.position() != right.position()) {
            return left.position() < right.position();
        }
        if (left.timestampMillis() != right.timestampMillis()) {
            return left.timestampMillis() < right.timestampMillis();
        }
        return left.histogram() == null && right.histogram() != null;
    }

    @Override
    public Labels labels() {
        if (current < 0 || current >= series.size()) {
            throw new IllegalStateException("labels() before nextSeries() or after the last series");
        }
        return series.get(current).labels();
    }

    @Override
    public boolean nextChunk() {
        chunk = null;
        if (closed || current < 0) {
            return false;
        }
        requireNotInterrupted();
        long position = (long) current - batchStart + 1;
        @Nullable NativeHistogram[] histograms = null;
        int count = 0;
        try {
            SampleSource source = earliest(position);
            while (source != null && count < CHUNK_SAMPLES) {
                long time = source.timestampMillis();
                if (time > lastTime) {
                    int taken = source.take(nextOfOthers(source, position), timestampMillis, values, count);
                    if (taken > 0) {
                        count += taken;
                        lastTime = timestampMillis[count - 1];
                        source = earliest(position);
                        continue;
                    }
                    timestampMillis[count] = time;
                    values[count] = source.value();
                    NativeHistogram histogram = source.histogram();
                    if (histogram != null) {
                        histograms = histograms == null ? new NativeHistogram[CHUNK_SAMPLES] : histograms;
                        histograms[count] = histogram;
                    }
                    lastTime = time;
                    count++;
                }
                source.advance();
                source = earliest(position);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        if (count == 0) {
            return false;
        }
        chunk = new SampleChunk(count, timestampMillis, values, histograms);
        return true;
    }

    @Override
    public SampleChunk chunk() {
        SampleChunk now = chunk;
        if (now == null) {
            throw new IllegalStateException("chunk() before nextChunk() or after the last chunk");
        }
        return now;
    }

    @Override
    public List<String> infos() {
        return reader.infos();
    }

    private void requireNotInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new SeriesReadException("reading series was interrupted");
        }
    }

    private SeriesReadException failed(SQLException failure) {
        close();
        return TimescaleSeriesReader.failed("reading samples", failure);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        sources = List.of();
        try (connection) {
            reader.end();
        } catch (SQLException e) {
            // The connection is broken: the pool throws it away.
        }
    }
}
