package dev.bellwether.query.recent;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReadException;
import dev.bellwether.query.chunk.XorDecoder;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Walks over series in memory; chunks are decoded as they come. */
final class RecentCursor implements SeriesCursor {
    private final List<RecentSeries> series;
    private final long startMillis;
    private final long endMillis;
    private final BooleanSupplier incomplete;
    private int position = -1;
    private List<StoredChunk> chunks = List.of();
    private int nextChunk;
    private @Nullable SampleChunk decoded;
    private boolean taken;
    private long[] times = new long[128];
    private double[] values = new double[128];

    /**
     * A cursor.
     *
     * @param incomplete whether samples of the range have been forgotten
     */
    RecentCursor(List<RecentSeries> series, long startMillis, long endMillis, BooleanSupplier incomplete) {
        this.incomplete = incomplete;
        this.series = series;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
    }

    @Override
    public boolean nextSeries() {
        while (++position < series.size()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new SeriesReadException("reading was interrupted");
            }
            chunks = series.get(position).chunks(startMillis, endMillis);
            nextChunk = 0;
            if (incomplete.getAsBoolean()) {
                throw new SeriesReadException("samples were dropped from memory while they were read; ask again");
            }
            if (decodeNext()) {
                return true;
            }
        }
        decoded = null;
        return false;
    }

    @Override
    public Labels labels() {
        return series.get(position).labels();
    }

    @Override
    public boolean nextChunk() {
        if (decoded == null) {
            return false;
        }
        if (!taken) {
            taken = true;
            return true;
        }
        boolean found = decodeNext();
        taken = found;
        return found;
    }

    /** Decodes the next chunk that has a sample in the range; it is not taken yet. */
    private boolean decodeNext() {
        decoded = null;
        taken = false;
        while (decoded == null && nextChunk < chunks.size()) {
            decoded = decode(chunks.get(nextChunk++));
        }
        return decoded != null;
    }

    private @Nullable SampleChunk decode(StoredChunk chunk) {
        XorDecoder decoder = new XorDecoder(chunk.floats());
        if (decoder.count() > times.length) {
            times = new long[decoder.count()];
            values = new double[decoder.count()];
        }
        @Nullable NativeHistogram @Nullable [] histograms = chunk.histograms();
        if (histograms == null) {
            int taken = decoder.read(startMillis, endMillis, times, values);
            return taken == 0 ? null : new SampleChunk(taken, times, values, null);
        }
        @Nullable NativeHistogram[] kept = new NativeHistogram[decoder.count()];
        int count = 0;
        for (int read = 0; decoder.next() && decoder.timeMillis() <= endMillis; read++) {
            if (decoder.timeMillis() >= startMillis) {
                times[count] = decoder.timeMillis();
                values[count] = decoder.value();
                kept[count] = histograms[read];
                count++;
            }
        }
        return count == 0 ? null : new SampleChunk(count, times, values, kept);
    }

    @Override
    public SampleChunk chunk() {
        SampleChunk current = decoded;
        if (current == null || !taken) {
            throw new IllegalStateException("chunk() before nextChunk() or after the last chunk");
        }
        return current;
    }

    @Override
    public void close() {
        decoded = null;
        chunks = List.of();
    }
}
