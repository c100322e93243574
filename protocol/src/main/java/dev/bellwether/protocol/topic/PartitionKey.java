package dev.bellwether.protocol.topic;

import java.nio.charset.StandardCharsets;

/**
 * Which partition a key belongs to: FNV-1a of 64 bits over the key's UTF-8, mixed, modulo the partitions.
 *
 * <p>Our own rather than a client library's, so that every producer and consumer of every version agrees. It never
 * changes; another count of partitions is another topic.
 */
public final class PartitionKey {
    private PartitionKey() {}

    /** The partition, from 0 to {@code partitions - 1}. */
    public static int partition(String key, int partitions) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            hash ^= b & 0xff;
            hash *= 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        hash *= 0xd6e8feb86659fd93L;
        hash ^= hash >>> 32;
        return (int) Long.remainderUnsigned(hash, partitions);
    }
}
