package dev.bellwether.agent.schedule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that is done at each tick. */
public interface CollectionJob {
    /** Its name in logs, and what its jitter hangs on. */
    String name();

    /**
     * Does it, on a thread of its own; interrupted at the deadline. Never called twice at once.
     *
     * @param tickMillis the tick, milliseconds since 1970: the time of its samples
     */
    void collect(long tickMillis) throws Exception;

    /**
     * Hears how a tick ended, once for each: after {@link #collect} on its thread, or at the deadline on the planner's,
     * whatever comes first; also for a tick that was left out because the one before still runs. Must not block for long.
     *
     * @param failure null where it went well
     */
    void finished(long tickMillis, Duration took, @Nullable Throwable failure);
}
