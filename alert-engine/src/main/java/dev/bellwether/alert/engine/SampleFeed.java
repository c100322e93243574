package dev.bellwether.alert.engine;

import dev.bellwether.model.batch.SampleBatch;
import java.time.Duration;
import java.util.List;

/** Batches in the order of the log. Used by the engine's thread alone. */
public interface SampleFeed extends AutoCloseable {
    /**
     * A batch that has come.
     *
     * @param appendedAtMillis when the log took it, milliseconds since 1970: no sample counts as newer than that
     * @param lasting whether its blocks come again as the same objects
     */
    record Arrival(SampleBatch batch, long appendedAtMillis, boolean lasting) {
        public Arrival(SampleBatch batch, long appendedAtMillis) {
            this(batch, appendedAtMillis, true);
        }
    }

    /** Goes back (or to the first time, goes) to what the log took at or after a time. */
    void rewind(long sinceMillis);

    /** Waits for batches at most this long; batches that cannot be read are left out. */
    List<Arrival> poll(Duration atMost);

    /**
     * Whether everything has been handed out that stood in the log at the last {@link #rewind}; false while the log does
     * not answer.
     */
    boolean caughtUp();

    @Override
    void close();
}
