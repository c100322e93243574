package dev.bellwether.agent.wal;

import dev.bellwether.model.batch.SequenceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Sequence numbers that will never come, each with the batch that tells the gateway so. A range waits for a carrier, is
 * carried by a batch, and is forgotten once that batch has arrived; where its carrier is lost it waits again. Guarded by
 * the log's lock.
 */
final class VoidLedger {
    /** The most ranges that one batch carries. */
    static final int MAX_PER_BATCH = 500;

    /** A range and the seq of its carrier; 0 while it waits for one. */
    record Entry(SequenceRange range, long carrier) {}

    private final List<Entry> entries = new ArrayList<>();

    /** All that was declared since the start, merged: first → last. */
    private final TreeMap<Long, Long> declared = new TreeMap<>();

    VoidLedger(List<Entry> known) {
        entries.addAll(known);
        for (Entry entry : known) {
            remember(entry.range().first(), entry.range().last());
        }
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Declares a range unless it has been declared as a whole before; returns whether anything is new. */
    boolean declare(long first, long last) {
        if (last < first || isDeclared(first, last)) {
            return false;
        }
        remember(first, last);
        entries.add(new Entry(new SequenceRange(first, last), 0));
        return true;
    }

    boolean isDeclared(long first, long last) {
        var floor = declared.floorEntry(first);
        return floor != null && floor.getValue() >= last;
    }

    private void remember(long first, long last) {
        long start = first;
        long end = last;
        var floor = declared.floorEntry(first);
        if (floor != null && floor.getValue() >= first - 1) {
            start = floor.getKey();
            end = Math.max(end, floor.getValue());
        }
        for (var next = declared.ceilingEntry(start); next != null && next.getKey() <= end + 1; ) {
            end = Math.max(end, next.getValue());
            declared.remove(next.getKey());
            next = declared.ceilingEntry(start);
        }
        declared.put(start, end);
    }

    /** What the next batch is to carry. */
    List<SequenceRange> waiting() {
        List<SequenceRange> waiting = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.carrier() == 0 && waiting.size() < MAX_PER_BATCH) {
                waiting.add(entry.range());
            }
        }
        return waiting;
    }

    /** The ranges stand in the batch of a seq. */
    void carried(List<SequenceRange> ranges, long seq) {
        entries.replaceAll(entry ->
                entry.carrier() == 0 && ranges.contains(entry.range()) ? new Entry(entry.range(), seq) : entry);
    }

    /** Everything up to a seq has arrived or was declared itself. */
    void deliveredThrough(long seq) {
        entries.removeIf(entry -> entry.carrier() != 0 && entry.carrier() <= seq);
        while (!declared.isEmpty() && declared.firstEntry().getValue() <= seq) {
            declared.pollFirstEntry();
        }
    }

    /** The batches of these seqs are lost: what they carried waits again. */
    void carriersLost(long first, long last) {
        entries.replaceAll(
                entry -> entry.carrier() >= first && entry.carrier() <= last ? new Entry(entry.range(), 0) : entry);
    }
}
