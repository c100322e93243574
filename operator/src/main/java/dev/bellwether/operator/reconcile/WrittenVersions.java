package dev.bellwether.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The operator's own writes of one stack until its informers have seen them, so that what has just been written is not
 * written again. Safe for use by many threads.
 */
final class WrittenVersions {
    /** A created object that no informer has seen by then is gone again. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Map<ResourceKey, Write> writes = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    private record Write(HasMetadata object, long nanos) {}

    WrittenVersions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void written(HasMetadata object) {
        writes.put(ResourceKey.of(object), new Write(object, nanoTime.getAsLong()));
    }

    /** Puts own writes in the place of what is older, and forgets those that are known meanwhile. */
    void newest(Map<ResourceKey, HasMetadata> known) {
        writes.forEach((key, write) -> {
            HasMetadata informed = known.get(key);
            boolean seen = informed == null
                    ? nanoTime.getAsLong() - write.nanos() > PATIENCE_NANOS
                    : version(informed) >= version(write.object());
            if (seen) {
                writes.remove(key, write);
            } else {
                known.put(key, write.object());
            }
        });
    }

    /** Versions of the resources of one API server are ordered (KEP-5504); one that is no number counts as the newest. */
    private static long version(HasMetadata object) {
        try {
            return Long.parseLong(
                    Objects.requireNonNullElse(object.getMetadata().getResourceVersion(), ""));
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
