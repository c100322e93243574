package dev.bellwether.agent.scrape.exposition;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A map from bytes to values that is asked with a {@link ByteView}: finding allocates nothing. For one thread.
 *
 * @param <V> the values
 */
public final class ByteKeyTable<V> {
    private static final int SMALLEST = 64;

    private @Nullable Slot<V>[] slots = newSlots(SMALLEST);
    private int size;

    private record Slot<V>(byte[] key, int hash, V value) {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <V> @Nullable Slot<V>[] newSlots(int count) {
        return new Slot[count];
    }

    public int size() {
        return size;
    }

    /** The value of these bytes, or null. */
    public @Nullable V get(ByteView key) {
        int hash = key.contentHash();
        int mask = slots.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            Slot<V> slot = slots[i];
            if (slot == null) {
                return null;
            }
            if (slot.hash == hash && key.contentEquals(slot.key)) {
                return slot.value;
            }
        }
    }

    /** Adds a value under bytes that are not here yet. The bytes are copied. */
    public void add(ByteView key, V value) {
        if (2 * (size + 1) > slots.length) {
            rebuild(slots.length * 2, slot -> true);
        }
        insert(new Slot<>(key.toBytes(), key.contentHash(), value));
    }

    /** Visits every value, in no particular order. */
    public void forEach(Consumer<V> visitor) {
        for (Slot<V> slot : slots) {
            if (slot != null) {
                visitor.accept(slot.value);
            }
        }
    }

    /** Keeps only the values that fulfil a condition. */
    public void retainIf(Predicate<V> condition) {
        int kept = 0;
        for (Slot<V> slot : slots) {
            if (slot != null && condition.test(slot.value)) {
                kept++;
            }
        }
        if (kept < size) {
            int capacity = SMALLEST;
            while (capacity < 2 * (kept + 1)) {
                capacity *= 2;
            }
            rebuild(capacity, slot -> condition.test(slot.value));
        }
    }

    private void rebuild(int capacity, Predicate<Slot<V>> condition) {
        @Nullable Slot<V>[] former = slots;
        slots = newSlots(capacity);
        size = 0;
        for (Slot<V> slot : former) {
            if (slot != null && condition.test(slot)) {
                insert(slot);
            }
        }
    }

    private void insert(Slot<V> slot) {
        int mask = slots.length - 1;
        int i = slot.hash & mask;
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = slot;
        size++;
    }
}
