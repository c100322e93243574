package dev.bellwether.agent.send;

import dev.bellwether.agent.wal.WalRecord;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The batches that wait for an answer, in the order in which they were sent. For one thread. */
final class Window {
    private final int maxBatches;
    private final long maxBytes;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    /** One batch under way; its bytes are read again from the log where they are needed again. */
    static final class Entry {
        final long seq;
        final int samples;
        final int bytes;
        final long sentNanos;

        private Entry(WalRecord batch, int bytes, long sentNanos) {
            this.seq = batch.seq();
            this.samples = batch.samples();
            this.bytes = bytes;
            this.sentNanos = sentNanos;
        }
    }

    Window(int maxBatches, long maxBytes) {
        this.maxBatches = maxBatches;
        this.maxBytes = maxBytes;
    }

    /** Whether another batch may be sent. */
    boolean hasRoom() {
        return entries.isEmpty() || (entries.size() < maxBatches && bytes < maxBytes);
    }

    void add(WalRecord batch, int sentBytes, long nowNanos) {
        Entry entry = new Entry(batch, sentBytes, nowNanos);
        entries.add(entry);
        bytes += entry.bytes;
    }

    /** The oldest batch, or null. */
    @Nullable
    Entry first() {
        return entries.peekFirst();
    }

    /** Takes the batch that an answer is about, or returns null where none such is under way. */
    @Nullable
    Entry take(long seq) {
        for (var all = entries.iterator(); all.hasNext(); ) {
            Entry entry = all.next();
            if (entry.seq == seq) {
                all.remove();
                bytes -= entry.bytes;
                return entry;
            }
        }
        return null;
    }

    void clear() {
        entries.clear();
        bytes = 0;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }
}
