package dev.bellwether.agent.wal;

import java.util.Locale;

/** Why samples never reached the gateway. */
public enum DropReason {
    /** The log reached its size cap and gave up its oldest segment. */
    LOG_FULL,
    /** The disk had no room for an append. */
    DISK_FULL,
    /** The disk refused an append or a force for another reason. */
    DISK_ERROR,
    /** A record's bytes were damaged. */
    QUARANTINED,
    /** The gateway will never take the batch. */
    REJECTED,
    /** The gateway needs a block that stands nowhere any more. */
    LOST_BLOCK,
    /** The batch or one of its series does not fit into the format. */
    TOO_LARGE;

    /** The reason as a metric's label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
