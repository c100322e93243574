package dev.bellwether.protocol.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Remembers values by bytes, which are looked up where they stand: nothing is copied to find a value.
 *
 * <p>Bounded by two generations. What is new or found in the older one goes into the younger; when that is full, it
 * becomes the older one, and what was not asked for meanwhile is gone. Safe for use by many threads.
 *
 * @param <V> what is remembered
 */
public final class ByteKeyCache<V> {
    /** Longer keys are not kept, so that the number of entries bounds the memory. */
    public static final int MAX_KEY_BYTES = 4_096;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Known to this process alone: nobody outside can choose keys that meet. */
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private final int generationSize;
    private volatile ConcurrentHashMap<Key, Entry<V>> younger = new ConcurrentHashMap<>();
    private volatile ConcurrentHashMap<Key, Entry<V>> older = new ConcurrentHashMap<>();

    /** A value with its stored key, which goes with it from one generation to the next. */
    private record Entry<V>(Key key, V value) {}

    /**
     * A cache that knows nothing yet.
     *
     * @param capacity the most values it keeps; it is certain to keep the newest half of them
     */
    public ByteKeyCache(int capacity) {
        if (capacity < 2) {
            throw new IllegalArgumentException("capacity is " + capacity + ", at least 2 are needed");
        }
        this.generationSize = capacity / 2;
    }

    /** A range of bytes. A stored one has an array of its own. */
    private record Key(byte[] bytes, int offset, int length, int hash) {
        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Key other
                    && hash == other.hash
                    && Arrays.equals(
                            bytes, offset, offset + length, other.bytes, other.offset, other.offset + other.length);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** The value of a range of bytes, or null where none is remembered. */
    public @Nullable V get(byte[] source, int offset, int length) {
        if (length > MAX_KEY_BYTES) {
            return null;
        }
        Key key = new Key(source, offset, length, hash(source, offset, length));
        Entry<V> known = younger.get(key);
        if (known == null) {
            known = older.get(key);
            if (known != null) {
                put(known);
            }
        }
        return known == null ? null : known.value();
    }

    /** Remembers a value by a copy of its bytes; does nothing where they are more than {@value #MAX_KEY_BYTES}. */
    public void put(byte[] source, int offset, int length, V value) {
        if (length <= MAX_KEY_BYTES) {
            put(Arrays.copyOfRange(source, offset, offset + length), value);
        }
    }

    /** Remembers a value by its bytes, which nobody writes to any more; does nothing where they are too many. */
    public void put(byte[] key, V value) {
        if (key.length <= MAX_KEY_BYTES) {
            put(new Entry<>(new Key(key, 0, key.length, hash(key, 0, key.length)), value));
        }
    }

    private void put(Entry<V> entry) {
        if (younger.size() >= generationSize) {
            makeRoom();
        }
        younger.put(entry.key(), entry);
    }

    private synchronized void makeRoom() {
        if (younger.size() >= generationSize) {
            older = younger;
            younger = new ConcurrentHashMap<>();
        }
    }

    /** How many values are remembered; some may count twice. */
    public int size() {
        return younger.size() + older.size();
    }

    /** A hash that is well mixed and differs from process to process. */
    static int hash(byte[] source, int offset, int length) {
        long hash = SEED + length;
        int end = offset + length;
        int at = offset;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(source, at));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << 8 | source[at] & 0xff;
        }
        return (int) mix(hash ^ rest);
    }

    private static long mix(long value) {
        return value * FACTOR ^ Math.multiplyHigh(value, FACTOR);
    }
}
