package dev.bellwether.ingest.gateway;

import dev.bellwether.model.Labels;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.model.batch.SeriesBlock;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a gateway remembers of one agent. Safe for use by many threads. */
final class AgentRecord {
    /** The furthest a sequence may leap beyond the last one; what the agent declares void does not count. */
    static final long MAX_JUMP = 1_000_000;

    /** No agent gets this far, at a thousand batches a second for thirty years. */
    static final long MAX_FIRST = 1L << 40;

    private static final int REMEMBERED_LIVES = 4;
    private static final Duration SERIES_WINDOW = Duration.ofMinutes(10);

    private final GatewayLimits limits;
    private final Bucket bucket;
    private final Map<Long, AgentSession> live = new HashMap<>();
    private final LinkedHashMap<Long, Long> lastSequences = new LinkedHashMap<>();
    private final Map<SeriesOfTarget, Long> seenMillis = new HashMap<>();
    private int series;
    private long usedMillis;

    /** A block under the labels of a target: the same block of two targets is twice as many series. */
    private record SeriesOfTarget(Labels target, BlockIdentity block) {}

    /** Compares a block by its object: equal blocks of one tenant are the same object as long as they are in use. */
    private static final class BlockIdentity {
        private final SeriesBlock block;

        BlockIdentity(SeriesBlock block) {
            this.block = block;
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object object) {
            return object instanceof BlockIdentity other && other.block == block;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(block);
        }
    }

    AgentRecord(GatewayLimits limits) {
        this.limits = limits;
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(Math.multiplyExact(limits.samplesPerSecond(), 10))
                        .refillGreedy(limits.samplesPerSecond(), Duration.ofSeconds(1)))
                .build();
    }

    /** Takes a life of the agent for a session; false where another session that is alive has it. */
    synchronized boolean claim(long incarnation, AgentSession session) {
        AgentSession holder = live.get(incarnation);
        if (holder != null && holder != session && !holder.isGone()) {
            return false;
        }
        live.put(incarnation, session);
        return true;
    }

    synchronized void release(long incarnation, AgentSession session) {
        live.remove(incarnation, session);
    }

    /** How far a sequence leaps beyond the furthest one of its life, without what the batch declares void. */
    synchronized boolean leaps(SampleBatch batch) {
        long sequence = batch.identity().sequence();
        Long last = lastSequences.get(batch.identity().incarnation());
        if (last == null) {
            return sequence > MAX_FIRST;
        }
        return sequence - last - voided(batch.voids(), last, sequence) > MAX_JUMP;
    }

    private static long voided(List<SequenceRange> voids, long after, long before) {
        long count = 0;
        for (SequenceRange range : voids) {
            long first = Math.max(range.first(), after + 1);
            long last = Math.min(range.last(), before - 1);
            count += Math.max(0, last - first + 1);
        }
        return count;
    }

    /** Notes that a batch is on its way into the log. */
    synchronized void appended(long incarnation, long sequence) {
        long last = lastSequences.getOrDefault(incarnation, 0L);
        lastSequences.put(incarnation, Math.max(last, sequence));
        if (lastSequences.size() > REMEMBERED_LIVES) {
            Iterator<Long> eldest = lastSequences.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** Notes the series of a batch as in use; how many there are by now, or 0 where they are too many with this batch. */
    synchronized int use(SampleBatch batch, long nowMillis) {
        usedMillis = nowMillis;
        int added = 0;
        Map<SeriesOfTarget, Long> seen = new HashMap<>();
        for (Section section : batch.sections()) {
            SeriesOfTarget used = new SeriesOfTarget(batch.targetLabels(), new BlockIdentity(section.block()));
            if (seen.put(used, nowMillis) == null && !seenMillis.containsKey(used)) {
                added += section.block().size();
            }
        }
        if (series + added > limits.maxSeriesPerAgent()) {
            forgetUnused(nowMillis, seen);
            if (series + added > limits.maxSeriesPerAgent()) {
                return 0;
            }
        }
        series += added;
        seenMillis.putAll(seen);
        if (seenMillis.size() > 4_096) {
            forgetUnused(nowMillis, seen);
        }
        return series;
    }

    private void forgetUnused(long nowMillis, Map<SeriesOfTarget, Long> used) {
        seenMillis.entrySet().removeIf(entry -> {
            boolean unused =
                    entry.getValue() + SERIES_WINDOW.toMillis() < nowMillis && !used.containsKey(entry.getKey());
            if (unused) {
                series -= entry.getKey().block().block.size();
            }
            return unused;
        });
    }

    /** Takes samples from the allowance; 0, or after how many milliseconds to come again. */
    long take(int samples) {
        long wanted = Math.min(Math.max(1, samples), Math.multiplyExact(limits.samplesPerSecond(), 10));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(wanted);
        return probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill() / 1_000_000);
    }

    /** Whether it can be forgotten: nobody is connected and nothing came for a while. */
    synchronized boolean isIdle(long nowMillis) {
        return live.values().stream().allMatch(AgentSession::isGone)
                && usedMillis + SERIES_WINDOW.toMillis() < nowMillis;
    }
}
