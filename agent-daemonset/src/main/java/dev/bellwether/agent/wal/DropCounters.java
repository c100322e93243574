package dev.bellwether.agent.wal;

import java.util.EnumMap;
import java.util.Map;

/** Counts what was dropped. Safe for use by many threads. */
final class DropCounters {
    private final Map<DropReason, Long> batches = new EnumMap<>(DropReason.class);
    private final Map<DropReason, Long> samples = new EnumMap<>(DropReason.class);

    DropCounters() {
        for (DropReason reason : DropReason.values()) {
            batches.put(reason, 0L);
            samples.put(reason, 0L);
        }
    }

    synchronized void add(DropReason reason, long droppedBatches, long droppedSamples) {
        batches.merge(reason, droppedBatches, Long::sum);
        samples.merge(reason, droppedSamples, Long::sum);
    }

    synchronized Map<DropReason, Long> batches() {
        return new EnumMap<>(batches);
    }

    synchronized Map<DropReason, Long> samples() {
        return new EnumMap<>(samples);
    }
}
