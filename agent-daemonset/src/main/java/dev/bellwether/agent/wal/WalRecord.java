package dev.bellwether.agent.wal;

/**
 * A batch in the log.
 *
 * @param seq its sequence number
 * @param appendedMillis when it was appended, milliseconds since 1970
 * @param samples how many samples it holds
 * @param batch the encoded batch
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, sent once; nobody writes to it.
public record WalRecord(long seq, long appendedMillis, int samples, byte[] batch) {}
