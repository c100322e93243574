package dev.bellwether.agent.log;

import java.time.Instant;
import java.time.ZoneId;

/** How a line looks. Safe for use by many threads. */
interface LineFormat {
    /** The line with its end; more than one where text has a stack trace. */
    String line(LogEntry entry, Instant time, ZoneId zone);
}
