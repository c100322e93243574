package dev.bellwether.agent.collect.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what belongs to a name (its labels, whether a filter takes it), found by the bytes of the name without making a
 * text of them. Names that were not asked for during {@value #KEPT_ROUNDS} rounds are forgotten. Used by one thread.
 */
public final class RowCache<T> {
    private static final int KEPT_ROUNDS = 4;
    private static final int FIRST_SLOTS = 32;

    private final Function<String, T> maker;
    private @Nullable Entry<T>[] slots = newSlots(FIRST_SLOTS);
    private int size;
    private int round;

    /** A cache that makes the row of a new name by a function. */
    public RowCache(Function<String, T> maker) {
        this.maker = maker;
    }

    /** Begins a collection, and forgets the names that are gone. */
    public void beginRound() {
        round++;
        if (round % KEPT_ROUNDS == 0) {
            rebuild(slots.length);
        }
    }

    /** How many names are remembered. */
    public int size() {
        return size;
    }

    T get(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = spread(hash) & (slots.length - 1);
        for (Entry<T> entry = slots[slot]; entry != null; entry = slots[slot]) {
            if (entry.hash == hash && Arrays.equals(entry.name, 0, entry.name.length, bytes, from, to)) {
                entry.lastRound = round;
                return entry.row;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        byte[] name = Arrays.copyOfRange(bytes, from, to);
        T row = maker.apply(new String(name, StandardCharsets.UTF_8));
        slots[slot] = new Entry<>(name, hash, row, round);
        size++;
        if (size * 2 > slots.length) {
            rebuild(slots.length * 2);
        }
        return row;
    }

    /** The row of a name. */
    public T get(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return get(bytes, 0, bytes.length);
    }

    private void rebuild(int newLength) {
        @Nullable Entry<T>[] old = slots;
        slots = newSlots(newLength);
        size = 0;
        for (Entry<T> entry : old) {
            if (entry != null && round - entry.lastRound <= KEPT_ROUNDS) {
                int slot = spread(entry.hash) & (slots.length - 1);
                while (slots[slot] != null) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = entry;
                size++;
            }
        }
    }

    private static int spread(int hash) {
        return hash ^ (hash >>> 16);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> @Nullable Entry<T>[] newSlots(int length) {
        return new Entry[length];
    }

    private static final class Entry<T> {
        private final byte[] name;
        private final int hash;
        private final T row;
        private int lastRound;

        private Entry(byte[] name, int hash, T row, int lastRound) {
            this.name = name;
            this.hash = hash;
            this.row = row;
            this.lastRound = lastRound;
        }
    }
}
