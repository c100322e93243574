package dev.bellwether.agent.assemble;

import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.model.MetricType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Forms the sections of one collector, one per entity, and remembers their series from tick to tick: while the same ones
 * come in the same order, blocks stay the same objects and no labels are made. What vanishes gets a stale marker.
 *
 * <p>One collection at a time: {@link #begin}, samples, then {@link #commit} or {@link #fail}. Who gives up on a collection
 * whose thread still runs calls {@link #fail} and does not begin the next one before that thread has ended. Safe for use by
 * many threads.
 */
public final class CollectorAssembly {
    private final Map<String, SampleFamily> families = new HashMap<>();
    private final Map<String, EntityAssembly> entities = new LinkedHashMap<>();
    private @Nullable Collection running;

    /** Begins a collection and returns its sink, for use by one thread. */
    public synchronized SampleSink begin() {
        for (EntityAssembly entity : entities.values()) {
            entity.seen = false;
        }
        Collection collection = new Collection();
        running = collection;
        return collection;
    }

    /**
     * Ends the collection that was begun.
     *
     * @param timestampMillis the tick, milliseconds since 1970
     * @return its sections
     * @throws IllegalArgumentException where a sample's labels are no labels; the collection has then failed
     */
    public synchronized List<DraftSection> commit(long timestampMillis) {
        List<DraftSection> sections = new ArrayList<>();
        for (Iterator<EntityAssembly> all = entities.values().iterator(); all.hasNext(); ) {
            EntityAssembly entity = all.next();
            if (entity.seen) {
                sections.addAll(entity.commit(timestampMillis));
            } else {
                sections.addAll(entity.end(timestampMillis));
                all.remove();
            }
        }
        running = null;
        return sections;
    }

    /** Throws the collection away and ends every series, once. */
    public synchronized List<DraftSection> fail(long timestampMillis) {
        List<DraftSection> sections = new ArrayList<>();
        for (EntityAssembly entity : entities.values()) {
            sections.addAll(entity.end(timestampMillis));
        }
        running = null;
        return sections;
    }

    private final class Collection implements SampleSink {
        private @Nullable EntityAssembly entity;
        private @Nullable SampleFamily family;

        @Override
        public void entity(String key) {
            synchronized (CollectorAssembly.this) {
                requireRunning();
                EntityAssembly known = entities.computeIfAbsent(key, absent -> new EntityAssembly());
                if (!known.seen) {
                    known.begin();
                }
                entity = known;
                family = null;
            }
        }

        @Override
        public void family(String name, MetricType type, String help) {
            EntityAssembly current = entityOrDefault();
            SampleFamily expected = current.expectedFamily();
            if (expected == null || !expected.is(name, type, help)) {
                expected = families.get(name);
                if (expected == null || !expected.is(name, type, help)) {
                    expected = new SampleFamily(name, type, help);
                    families.put(name, expected);
                }
            }
            family = expected;
        }

        @Override
        public void sample(double value, String... labels) {
            suffixed("", value, labels);
        }

        @Override
        public void suffixed(String suffix, double value, String... labels) {
            SampleFamily current = family;
            if (current == null) {
                throw new IllegalStateException("a sample came before its family");
            }
            entityOrDefault().add(current, suffix, value, labels);
        }

        private EntityAssembly entityOrDefault() {
            EntityAssembly current = entity;
            if (current == null) {
                entity("");
                current = entity;
            }
            return java.util.Objects.requireNonNull(current, "entity");
        }

        private void requireRunning() {
            if (running != this) {
                throw new IllegalStateException("this collection has been given up");
            }
        }
    }
}
