package dev.bellwether.alerting.record;

import dev.bellwether.alerting.record.Control.Kind;
import dev.bellwether.alerting.record.Control.Origin;
import dev.bellwether.alerting.record.Control.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Puts objects of one origin into the topic {@code controls}, and takes away none but those. Safe for use by many threads.
 */
public final class ControlWriter {
    private final Origin origin;
    private final ControlView view;
    private final Sink sink;
    /** What was written and may not have come back yet: an empty subject where it was removed. */
    private final Map<String, Optional<Subject>> written = new HashMap<>();

    /** Appends to the topic. */
    public interface Sink {
        /** Appends a record (null value: a tombstone); completes when it is durable. */
        CompletableFuture<?> append(String key, byte @Nullable [] value);
    }

    /** An object of the same kind and uid has another origin. */
    public static final class ForeignOriginException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ForeignOriginException(String key, Origin owner) {
            super(key + " belongs to " + owner + " and can be changed there alone");
        }
    }

    /**
     * Prepares a writer.
     *
     * @param view follows the topic, and has read it to its end
     */
    public ControlWriter(Origin origin, ControlView view, Sink sink) {
        this.origin = origin;
        this.view = view;
        this.sink = sink;
    }

    /**
     * Puts an object in force.
     *
     * @return completes when that is durable
     * @throws ForeignOriginException where the object is somebody else's
     */
    public synchronized CompletableFuture<?> put(Subject subject) {
        requireOwn(subject.kind(), subject.uid());
        return write(subject.key(), Optional.of(subject));
    }

    /**
     * Takes an object away; does nothing where there is none.
     *
     * @return completes when that is durable
     * @throws ForeignOriginException where the object is somebody else's
     */
    public synchronized CompletableFuture<?> remove(Kind kind, String uid) {
        requireOwn(kind, uid);
        String key = Control.key(kind, uid);
        return mine().containsKey(key) ? write(key, Optional.empty()) : CompletableFuture.completedFuture(null);
    }

    /**
     * Makes the objects of this origin exactly these; nothing is written for those that stay as they are.
     *
     * @return the keys of those that are somebody else's and were left alone
     */
    public synchronized List<String> replaceAll(Collection<? extends Subject> subjects) {
        Map<String, Subject> mine = mine();
        List<String> foreign = new ArrayList<>();
        for (Subject subject : subjects) {
            String key = subject.key();
            if (subject.equals(mine.remove(key))) {
                continue;
            }
            try {
                put(subject);
            } catch (ForeignOriginException e) {
                foreign.add(key);
            }
        }
        mine.keySet().forEach(gone -> write(gone, Optional.empty()));
        return foreign;
    }

    private CompletableFuture<?> write(String key, Optional<Subject> subject) {
        written.put(key, subject);
        byte[] value = subject.isPresent() ? ControlRecords.write(new Control(origin, subject.get())) : null;
        return sink.append(key, value).whenComplete((done, failure) -> {
            if (failure != null) {
                forget(key, subject);
            }
        });
    }

    private synchronized void forget(String key, Optional<Subject> subject) {
        written.remove(key, subject);
    }

    private void requireOwn(Kind kind, String uid) {
        Optional<Origin> owner = view.find(kind, uid).map(Control::origin);
        if (owner.isPresent() && owner.get() != origin) {
            throw new ForeignOriginException(Control.key(kind, uid), owner.get());
        }
    }

    private Map<String, Subject> mine() {
        Map<String, Subject> mine = new TreeMap<>();
        for (Control control : view.current().all()) {
            if (control.origin() == origin) {
                mine.put(control.subject().key(), control.subject());
            }
        }
        written.entrySet()
                .removeIf(entry -> Optional.ofNullable(mine.get(entry.getKey())).equals(entry.getValue()));
        written.forEach((key, subject) -> subject.ifPresentOrElse(it -> mine.put(key, it), () -> mine.remove(key)));
        return mine;
    }
}
