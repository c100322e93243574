package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The samples of range selectors that stand in one query under several functions, so that they are read once. Kept only
 * while the query's budget has ample room for them; otherwise they are read again.
 */
final class SharedSamples {
    private final QueryContext context;
    private final Map<Key, List<Stored>> known = new HashMap<>();

    private record Key(int tree, long startMillis, long endMillis) {}

    private record Stored(Labels labels, SampleChunk samples) {}

    SharedSamples(QueryContext context) {
        this.context = context;
    }

    /** Opens a selection that belongs to a tree of the plan. */
    SeriesCursor open(int tree, Selection selection) {
        Key key = new Key(tree, selection.startMillis(), selection.endMillis());
        List<Stored> stored = known.get(key);
        return stored == null ? new Recording(key, context.reader().select(selection)) : new Replay(stored);
    }

    /** Hands series on and keeps them; complete once the last was read. */
    private final class Recording implements SeriesCursor {
        private final Key key;
        private final SeriesCursor cursor;
        private @Nullable List<Stored> stored = new ArrayList<>();
        private SampleBuffer buffer = new SampleBuffer();
        private long reserved;
        private boolean pending;
        private @Nullable SampleChunk chunk;

        Recording(Key key, SeriesCursor cursor) {
            this.key = key;
            this.cursor = cursor;
        }

        @Override
        public boolean nextSeries() {
            boolean found = cursor.nextSeries();
            List<Stored> target = stored;
            if (!found && target != null) {
                known.put(key, target);
                stored = null;
            }
            pending = found;
            chunk = null;
            return found;
        }

        @Override
        public List<String> infos() {
            return cursor.infos();
        }

        @Override
        public Labels labels() {
            return cursor.labels();
        }

        @Override
        public boolean nextChunk() {
            if (stored == null) {
                boolean found = cursor.nextChunk();
                chunk = found ? cursor.chunk() : null;
                return found;
            }
            if (!pending) {
                chunk = null;
                return false;
            }
            pending = false;
            buffer = new SampleBuffer();
            buffer.load(cursor, context);
            buffer.clearBudget(context);
            chunk = buffer.chunk();
            keep(chunk);
            return true;
        }

        private void keep(SampleChunk samples) {
            List<Stored> target = stored;
            if (target == null) {
                return;
            }
            if (!context.hasRoomFor(samples.count())) {
                context.release(reserved);
                stored = null;
                return;
            }
            context.reserve(samples.count());
            reserved += samples.count();
            target.add(new Stored(cursor.labels(), samples));
        }

        @Override
        public SampleChunk chunk() {
            SampleChunk current = chunk;
            if (current == null) {
                throw new IllegalStateException("call nextChunk first");
            }
            return current;
        }

        @Override
        public void close() {
            cursor.close();
        }
    }

    /** Gives what was kept. */
    private static final class Replay implements SeriesCursor {
        private final List<Stored> stored;
        private int position = -1;
        private boolean taken;

        Replay(List<Stored> stored) {
            this.stored = stored;
        }

        @Override
        public boolean nextSeries() {
            taken = false;
            return ++position < stored.size();
        }

        @Override
        public Labels labels() {
            return stored.get(position).labels();
        }

        @Override
        public boolean nextChunk() {
            boolean first = !taken;
            taken = true;
            return first;
        }

        @Override
        public SampleChunk chunk() {
            return stored.get(position).samples();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
