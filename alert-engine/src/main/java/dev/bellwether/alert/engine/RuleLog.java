package dev.bellwether.alert.engine;

import dev.bellwether.alerting.record.PublishedRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of all engines, and how they change. Used by the engine's thread alone. */
public interface RuleLog extends AutoCloseable {
    /**
     * A rule that is new or has changed.
     *
     * @param uid the rule's uid
     * @param partition the partition that it belongs to
     * @param rule the rule, null where it is no more
     */
    record Change(String uid, int partition, @Nullable PublishedRule rule) {}

    /** What has changed since the last call, all rules at the first ones; does not wait. */
    List<Change> poll();

    /** Whether all that stood in the log at the start has been handed out; before that nothing may be taken for gone. */
    boolean caughtUp();

    @Override
    void close();
}
