package dev.bellwether.stream;

import dev.bellwether.model.batch.SeriesBlock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decoded blocks, the least recently used forgotten first; bounded by their series. Safe for use by many threads. */
final class BlockCache {
    private final int maxSeries;
    private final LinkedHashMap<BlockKey, SeriesBlock> blocks = new LinkedHashMap<>(256, 0.75f, true);
    private int series;

    BlockCache(int maxSeries) {
        this.maxSeries = maxSeries;
    }

    synchronized @Nullable SeriesBlock get(BlockKey key) {
        return blocks.get(key);
    }

    /** Keeps a block; the one kept before stays where there is one. */
    synchronized SeriesBlock keep(BlockKey key, SeriesBlock block) {
        SeriesBlock known = blocks.get(key);
        if (known != null) {
            return known;
        }
        blocks.put(key, block);
        series += block.size();
        Iterator<Map.Entry<BlockKey, SeriesBlock>> eldest = blocks.entrySet().iterator();
        while (series > maxSeries && blocks.size() > 1) {
            series -= eldest.next().getValue().size();
            eldest.remove();
        }
        return block;
    }

    /** Whether a block of so many series fits without another one being forgotten. */
    synchronized boolean hasRoomFor(int moreSeries) {
        return series + moreSeries <= maxSeries;
    }

    synchronized int series() {
        return series;
    }
}
