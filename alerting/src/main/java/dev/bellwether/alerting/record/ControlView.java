package dev.bellwether.alerting.record;

import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in the topic {@code controls}, for whoever follows the topic from its beginning: hand it every record. A
 * record that is damaged leaves what was known under its key. Safe for use by many threads.
 */
public final class ControlView {
    private static final Logger LOG = LoggerFactory.getLogger(ControlView.class);

    private final TreeMap<String, Control> controls = new TreeMap<>();
    private @Nullable Controls current = Controls.NONE;

    /**
     * Takes a record of the topic.
     *
     * @param value null where the object is gone
     */
    public synchronized void accept(String key, byte @Nullable [] value) {
        if (value == null) {
            controls.remove(key);
        } else {
            try {
                controls.put(key, ControlRecords.read(value));
            } catch (InvalidRecordException e) {
                LOG.warn("control={} stays as it was: {}", key, e.getMessage());
                return;
            }
        }
        current = null;
    }

    /** Everything at this moment; the very same object as before where nothing has changed. */
    public synchronized Controls current() {
        Controls known = current;
        if (known == null) {
            known = Controls.of(controls.values());
            current = known;
        }
        return known;
    }

    /** One object. */
    public synchronized Optional<Control> find(Control.Kind kind, String uid) {
        return Optional.ofNullable(controls.get(Control.key(kind, uid)));
    }
}
