package dev.bellwether.query.recent;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.query.chunk.XorEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One series: closed chunks and one that grows. Methods are atomic; of two samples at one time the first stays, as in
 * storage.
 */
final class RecentSeries {
    private static final int SAMPLES_PER_CHUNK = 120;
    private static final int OVERHEAD_BYTES = 300;

    private final Labels labels;
    private final List<StoredChunk> closed = new ArrayList<>(4);
    private XorEncoder open = new XorEncoder();
    private @Nullable NativeHistogram @Nullable [] openHistograms;
    private boolean forgotten;

    RecentSeries(Labels labels) {
        this.labels = labels;
    }

    Labels labels() {
        return labels;
    }

    /**
     * Adds a sample.
     *
     * @return by how many bytes the series has grown, or −1 where it has been forgotten meanwhile
     */
    synchronized long add(long time, double value, @Nullable NativeHistogram histogram) {
        if (forgotten) {
            return -1;
        }
        long before = openBytes();
        if (open.count() > 0 && time <= open.lastTime()) {
            return insert(time, value, histogram);
        }
        if (open.count() == 0 && !closed.isEmpty() && time <= closed.getLast().lastMillis()) {
            return insert(time, value, histogram);
        }
        if (histogram != null || openHistograms != null) {
            keepHistogram(histogram);
        }
        open.append(time, value);
        int closedBytes = open.count() == SAMPLES_PER_CHUNK ? close() : 0;
        return closedBytes + openBytes() - before;
    }

    private void keepHistogram(@Nullable NativeHistogram histogram) {
        @Nullable NativeHistogram[] kept = openHistograms;
        if (kept == null) {
            kept = new NativeHistogram[SAMPLES_PER_CHUNK];
            openHistograms = kept;
        }
        kept[open.count()] = histogram;
    }

    /** Closes the growing chunk; gives its bytes. */
    private int close() {
        StoredChunk chunk = snapshot();
        closed.add(chunk);
        open = new XorEncoder();
        openHistograms = null;
        return chunk.bytes();
    }

    private StoredChunk snapshot() {
        @Nullable NativeHistogram @Nullable [] kept = openHistograms;
        return new StoredChunk(
                open.firstTime(),
                open.lastTime(),
                open.toBytes(),
                kept == null ? null : Arrays.copyOf(kept, open.count()));
    }

    private long openBytes() {
        return open.count() == 0 ? 0 : open.size();
    }

    /** A sample from the past: the chunk it belongs to is made anew. */
    private long insert(long time, double value, @Nullable NativeHistogram histogram) {
        long grown = -openBytes();
        if (open.count() > 0) {
            grown += close();
        }
        int index = closed.size() - 1;
        while (index > 0 && closed.get(index).firstMillis() > time) {
            index--;
        }
        StoredChunk chunk = closed.get(index);
        StoredChunk with = chunk.with(time, value, histogram);
        closed.set(index, with);
        return grown + with.bytes() - chunk.bytes();
    }

    /**
     * Forgets chunks that end before a time.
     *
     * @return how many bytes were freed; the series is forgotten where nothing is left
     */
    synchronized long removeBefore(long time) {
        long freed = 0;
        while (!closed.isEmpty() && closed.getFirst().lastMillis() < time) {
            freed += closed.removeFirst().bytes();
        }
        if (closed.isEmpty() && open.count() > 0 && open.lastTime() < time) {
            freed += openBytes();
            open = new XorEncoder();
            openHistograms = null;
        }
        if (closed.isEmpty() && open.count() == 0 && !forgotten) {
            forgotten = true;
            freed += OVERHEAD_BYTES;
        }
        return freed;
    }

    /** What a series takes beside its samples. */
    static int overheadBytes() {
        return OVERHEAD_BYTES;
    }

    synchronized boolean isForgotten() {
        return forgotten;
    }

    /** The chunks that overlap a range of time, in order. */
    synchronized List<StoredChunk> chunks(long startMillis, long endMillis) {
        List<StoredChunk> found = new ArrayList<>(closed.size() + 1);
        for (StoredChunk chunk : closed) {
            if (chunk.lastMillis() >= startMillis && chunk.firstMillis() <= endMillis) {
                found.add(chunk);
            }
        }
        if (open.count() > 0 && open.lastTime() >= startMillis && open.firstTime() <= endMillis) {
            found.add(snapshot());
        }
        return found;
    }
}
