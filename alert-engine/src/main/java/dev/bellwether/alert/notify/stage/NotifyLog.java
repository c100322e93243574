package dev.bellwether.alert.notify.stage;

import dev.bellwether.alert.notify.core.GroupState;
import dev.bellwether.alert.notify.core.KnownAlert;
import dev.bellwether.alert.notify.core.Output;
import dev.bellwether.model.alert.AlertTransition;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The log as one partition of the notify stage sees it. Opening it fences whoever had the partition before. Used by one
 * thread; every method may throw {@link dev.bellwether.stream.LogUnavailableException}, after which it is of no more use.
 */
public interface NotifyLog extends AutoCloseable {
    /**
     * What stood in the log of the partition.
     *
     * @param failingSince since when notifiers fail, by their uids
     */
    record Memory(List<KnownAlert> alerts, List<GroupState> groups, Map<String, Long> failingSince) {}

    /** Reads what stands in the log; blocks. */
    Memory restore();

    /** The transitions after those that the last {@link #write} has covered; waits for the first of them. */
    List<AlertTransition> poll(Duration atMost);

    /** Whether everything was read that stood in the log when it was opened. */
    boolean caughtUp();

    /**
     * Writes all of an output and how far {@link #poll} has come in one transaction; durable when this returns.
     *
     * @throws FencedException where another owns the partition now; nothing was written
     */
    void write(Output output);

    @Override
    void close();

    /** Another owns the partition. */
    final class FencedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public FencedException(Throwable cause) {
            super(cause);
        }
    }
}
