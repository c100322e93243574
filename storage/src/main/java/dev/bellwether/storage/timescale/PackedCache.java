package dev.bellwether.storage.timescale;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The unpacked samples of the packed hours that were read last, within a bound of memory. What is kept is right for one
 * version of an hour: whoever asks names the version that the database has, and is given nothing else.
 *
 * <p>Safe for use by many threads.
 */
final class PackedCache {
    private static final int ENTRY_BYTES = 160;

    /** What a query may need of the whole: a larger one would only push others out. */
    private static final int SHARE_OF_A_QUERY = 4;

    private static final int USUAL_BYTES = ENTRY_BYTES + 72 + 240 * 8;

    private final long maxBytes;
    private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    /** A cache; nothing is kept where the bound is 0. */
    PackedCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** An hour of a series, by its start. */
    private record Key(long seriesId, long hourMillis) {}

    private record Entry(UUID version, List<PackedSamples> rows, int bytes) {}

    /** Whether so many hours of so many series are few enough to be kept. */
    boolean isFor(long series, long hours) {
        return series * hours <= maxBytes / SHARE_OF_A_QUERY / USUAL_BYTES;
    }

    /** The rows of an hour in the order of their start, empty where it has none; null where this version is not known. */
    synchronized @Nullable List<PackedSamples> find(long seriesId, long hourMillis, UUID version) {
        Entry entry = entries.get(new Key(seriesId, hourMillis));
        return entry != null && entry.version.equals(version) ? entry.rows : null;
    }

    /** Keeps the rows of an hour. */
    synchronized void keep(long seriesId, long hourMillis, UUID version, List<PackedSamples> rows) {
        List<PackedSamples> kept = List.copyOf(rows);
        int size = ENTRY_BYTES + kept.stream().mapToInt(PackedSamples::bytes).sum();
        Entry before = entries.put(new Key(seriesId, hourMillis), new Entry(version, kept, size));
        bytes += size - (before == null ? 0 : before.bytes);
        Iterator<Map.Entry<Key, Entry>> oldest = entries.entrySet().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            bytes -= oldest.next().getValue().bytes;
            oldest.remove();
        }
    }

    /** How much memory the samples take, roughly. */
    synchronized long bytes() {
        return bytes;
    }
}
