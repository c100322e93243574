package dev.bellwether.operator.bridge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which statuses are to be written now. An object whose status is as wanted is not written; one that changes again and again is
 * written once a second, with what is newest; one whose times alone go on every half minute, and of those a few each second. What
 * is urgent goes at once. Times are milliseconds of one clock. Used by one thread.
 *
 * @param <S> a status with a useful {@code equals}
 */
final class StatusQueue<S> {
    private static final long SHORTEST_MILLIS = 1_000;
    private static final long TIMES_MILLIS = 30_000;
    private static final int MOST_FLYING = 32;

    private final UnaryOperator<S> withoutTimes;
    private final TokenBucket changes = new TokenBucket(100, 200);
    private final TokenBucket times = new TokenBucket(10, 10);
    private final Map<ObjectKey, Slot<S>> slots = new HashMap<>();
    private final Set<ObjectKey> urgent = new LinkedHashSet<>();
    private final Set<ObjectKey> changed = new LinkedHashSet<>();
    private final Set<ObjectKey> late = new LinkedHashSet<>();
    private int flying;

    private static final class Slot<S> {
        private @Nullable S written;
        private @Nullable S wanted;
        private @Nullable S sent;
        private long writtenAt = Long.MIN_VALUE / 2;
    }

    /**
     * A status to be written.
     *
     * @param status what is wanted now
     */
    record Write<S>(ObjectKey key, S status) {}

    /** @param withoutTimes the status without what goes on by itself */
    StatusQueue(UnaryOperator<S> withoutTimes) {
        this.withoutTimes = withoutTimes;
    }

    /** The API server has this status. */
    void observed(ObjectKey key, @Nullable S status, long now) {
        Slot<S> slot = slots.computeIfAbsent(key, unused -> new Slot<>());
        if (slot.sent == null) {
            slot.written = status;
            sort(key, slot, false);
        }
    }

    /** This status is wanted. */
    void want(ObjectKey key, S status, boolean soon) {
        Slot<S> slot = slots.computeIfAbsent(key, unused -> new Slot<>());
        slot.wanted = status;
        sort(key, slot, soon);
    }

    /** What is believed to stand on the API server, or will in a moment. */
    @Nullable
    S newest(ObjectKey key) {
        Slot<S> slot = slots.get(key);
        return slot == null ? null : slot.wanted != null ? slot.wanted : slot.written;
    }

    /** The object is gone. */
    void forget(ObjectKey key) {
        Slot<S> slot = slots.remove(key);
        if (slot != null && slot.sent != null) {
            flying--;
        }
        drop(key);
    }

    private void drop(ObjectKey key) {
        urgent.remove(key);
        changed.remove(key);
        late.remove(key);
    }

    private void sort(ObjectKey key, Slot<S> slot, boolean soon) {
        S wanted = slot.wanted;
        S standing = slot.sent != null ? slot.sent : slot.written;
        if (wanted == null || wanted.equals(standing)) {
            drop(key);
        } else if (standing != null && withoutTimes.apply(wanted).equals(withoutTimes.apply(standing))) {
            urgent.remove(key);
            changed.remove(key);
            late.add(key);
        } else {
            late.remove(key);
            if (soon || urgent.contains(key)) {
                changed.remove(key);
                urgent.add(key);
            } else {
                changed.add(key);
            }
        }
    }

    /** What is to be written now; tell what became of each. */
    List<Write<S>> due(long now) {
        List<Write<S>> due = new ArrayList<>();
        take(urgent, due, now, Long.MIN_VALUE, null);
        take(changed, due, now, SHORTEST_MILLIS, changes);
        take(late, due, now, TIMES_MILLIS, times);
        return due;
    }

    private void take(Set<ObjectKey> from, List<Write<S>> due, long now, long distance, @Nullable TokenBucket bucket) {
        Iterator<ObjectKey> keys = from.iterator();
        while (keys.hasNext() && flying < MOST_FLYING) {
            ObjectKey key = keys.next();
            Slot<S> slot = slots.get(key);
            S wanted = slot == null ? null : slot.wanted;
            if (slot == null || wanted == null) {
                keys.remove();
                continue;
            }
            if (slot.sent != null || distance > 0 && now - slot.writtenAt < distance) {
                if (from == late) {
                    return;
                }
                continue;
            }
            if (bucket != null && !bucket.take(now)) {
                return;
            }
            keys.remove();
            slot.sent = wanted;
            slot.writtenAt = now;
            flying++;
            due.add(new Write<>(key, wanted));
        }
    }

    /** The status was written. */
    void written(Write<S> write) {
        landed(write, write.status());
    }

    /** It was not: it is tried again after a second, unless something else is wanted by then. */
    void failed(Write<S> write) {
        Slot<S> slot = slots.get(write.key());
        landed(write, slot == null ? null : slot.written);
    }

    private void landed(Write<S> write, @Nullable S standing) {
        Slot<S> slot = slots.get(write.key());
        if (slot != null && slot.sent == write.status()) {
            slot.sent = null;
            slot.written = standing;
            flying--;
            sort(write.key(), slot, false);
        }
    }

    /** How many objects wait to be written. */
    int waiting() {
        return urgent.size() + changed.size() + late.size();
    }
}
