package dev.bellwether.agent.assemble;

import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SeriesDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entity of a collector from tick to tick. Takes samples of one collection at a time; nothing of a collection counts
 * before {@link #commit}.
 */
final class EntityAssembly {
    /** What came last time, in order; some may have no slot because their series stood there before. */
    private List<SampleKey> keys = List.of();

    private int[] slots = new int[0];
    private @Nullable Shape shape;

    /** The values of this collection by position, and the keys from the first one that is new. */
    private double[] values = new double[16];

    private int count;
    private @Nullable List<SampleKey> changedKeys;
    private boolean stale = true;

    /** Whether this collection has seen the entity. */
    boolean seen;

    void begin() {
        count = 0;
        changedKeys = null;
        seen = true;
    }

    void add(SampleFamily family, String suffix, double value, String[] labels) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        List<SampleKey> changed = changedKeys;
        if (changed == null) {
            if (count == keys.size() || !keys.get(count).is(family, suffix, labels)) {
                changed = new ArrayList<>(keys.subList(0, count));
                changedKeys = changed;
            }
        }
        if (changed != null) {
            changed.add(new SampleKey(family, suffix, labels.clone()));
        }
        values[count++] = value;
    }

    /** The family that stood at the position of the next sample last time. */
    @Nullable
    SampleFamily expectedFamily() {
        return count < keys.size() ? keys.get(count).family() : null;
    }

    /** The sections of this collection, stale markers of what has vanished among them. */
    List<DraftSection> commit(long timestampMillis) {
        List<DraftSection> sections = new ArrayList<>(2);
        Shape before = shape;
        if (changedKeys != null || count < keys.size()) {
            change(changedKeys != null ? changedKeys : List.copyOf(keys.subList(0, count)));
            if (before != null && !stale) {
                sections.addAll(vanished(before, timestampMillis));
            }
        }
        Shape now = shape;
        if (now != null) {
            double[] column = new double[now.size()];
            for (int i = 0; i < count; i++) {
                if (slots[i] >= 0) {
                    column[slots[i]] = values[i];
                }
            }
            sections.addAll(now.frames(timestampMillis, column));
        }
        stale = now == null;
        return sections;
    }

    private void change(List<SampleKey> newKeys) {
        Map<SampleKey, SeriesDescriptor> known = new HashMap<>();
        Shape before = shape;
        for (int i = 0; before != null && i < keys.size(); i++) {
            if (slots[i] >= 0) {
                known.put(keys.get(i), before.series(slots[i]));
            }
        }
        Set<SeriesDescriptor> present = new HashSet<>();
        List<SeriesDescriptor> series = new ArrayList<>(newKeys.size());
        int[] newSlots = new int[newKeys.size()];
        for (int i = 0; i < newSlots.length; i++) {
            SampleKey key = newKeys.get(i);
            SeriesDescriptor descriptor = known.get(key);
            if (descriptor == null) {
                descriptor = key.describe();
            }
            // The first sample of a series counts, as when Prometheus scrapes one twice.
            newSlots[i] = present.add(descriptor) ? series.size() : -1;
            if (newSlots[i] >= 0) {
                series.add(descriptor);
            }
        }
        shape = series.isEmpty() ? null : Shape.of(series);
        keys = newKeys;
        slots = newSlots;
    }

    private List<DraftSection> vanished(Shape before, long timestampMillis) {
        Shape now = shape;
        Set<Object> present = new HashSet<>();
        if (now != null) {
            now.series().forEach(descriptor -> present.add(descriptor.labels()));
        }
        double[] markers = new double[before.size()];
        for (int slot = 0; slot < markers.length; slot++) {
            markers[slot] = present.contains(before.series(slot).labels()) ? SpecialValues.ABSENT : SpecialValues.STALE;
        }
        return before.frames(timestampMillis, markers);
    }

    /** Ends every series unless that has been done. */
    List<DraftSection> end(long timestampMillis) {
        Shape last = shape;
        if (stale || last == null) {
            return List.of();
        }
        stale = true;
        return last.stale(timestampMillis);
    }
}
