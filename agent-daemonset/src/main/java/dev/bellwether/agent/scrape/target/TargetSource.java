package dev.bellwether.agent.scrape.target;

import dev.bellwether.agent.scrape.settings.TargetGroup;
import java.util.List;

/** Where the targets of one scrape config come from. Safe for use by many threads. */
@FunctionalInterface
public interface TargetSource {
    /**
     * The groups as they are now: an immutable list, and the same object as before while nothing has changed. Never
     * blocks; a source that discovers does so by itself and answers with what it knows.
     */
    List<TargetGroup> groups();

    /** A source of groups that never change. */
    static TargetSource fixed(List<TargetGroup> groups) {
        List<TargetGroup> copy = List.copyOf(groups);
        return () -> copy;
    }
}
