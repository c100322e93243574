package dev.bellwether.agent.wal;

/** When appended batches are forced to the disk. A batch is sent only after that, whatever the policy. */
public enum FsyncPolicy {
    /** Before an append returns; appends that wait at the same time share one force. */
    ALWAYS,
    /** At most once an interval, for all batches appended meanwhile. */
    INTERVAL
}
