package dev.bellwether.model.read;

import dev.bellwether.model.Labels;
import java.util.List;

/**
 * Walks over selected series and, within each, over chunks of samples; nothing is materialised twice.
 *
 * <pre>{@code
 * while (cursor.nextSeries()) {
 *     use(cursor.labels());
 *     while (cursor.nextChunk()) {
 *         use(cursor.chunk());
 *     }
 * }
 * }</pre>
 *
 * <p>Used by one thread. Close it also after an error.
 */
public interface SeriesCursor extends AutoCloseable {
    /** Moves to the next series, in the order of labels; skips what is unread of the current one. */
    boolean nextSeries();

    /** The labels of the current series, with its metric name. */
    Labels labels();

    /** Moves to the next chunk of the current series, in the order of time. */
    boolean nextChunk();

    /** The current chunk; its arrays are valid until the next call of {@link #nextChunk} or {@link #nextSeries}. */
    SampleChunk chunk();

    /**
     * What people should know of where the samples read so far came from, in sentences that begin with {@code PromQL info:};
     * also after the cursor was closed.
     */
    default List<String> infos() {
        return List.of();
    }

    @Override
    void close();
}
