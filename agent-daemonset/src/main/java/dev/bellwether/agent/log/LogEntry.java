package dev.bellwether.agent.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/**
 * One thing to be told.
 *
 * @param level its importance
 * @param logger the full name of who tells it
 * @param message with its arguments filled in
 * @param values keys with values, in order
 * @param failure what was thrown, or null
 */
record LogEntry(
        Level level,
        String logger,
        String message,
        List<KeyValuePair> values,
        @Nullable Throwable failure) {
    LogEntry {
        values = List.copyOf(values);
    }

    /** The logger's name without its package. */
    String shortLogger() {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}
