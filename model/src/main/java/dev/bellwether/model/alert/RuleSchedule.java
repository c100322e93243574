package dev.bellwether.model.alert;

import java.time.Duration;

/**
 * When a rule is evaluated. Rules of one group are evaluated by one engine, in the order of their positions, so that a later
 * one may read what an earlier one has recorded.
 *
 * @param group unique name of the group; a rule that stands alone is its own group, under its uid
 * @param position place in the group, from 0
 * @param interval the longest time between two evaluations; zero for the engine's own
 * @param offset how far before now the expression is evaluated (Prometheus's {@code query_offset})
 * @param lateness how long one silent agent may hold an evaluation back
 * @param limit the most alerts or series that an evaluation may give, 0 for no bound
 */
public record RuleSchedule(
        String group, int position, Duration interval, Duration offset, Duration lateness, int limit) {
    public RuleSchedule {
        if (group.isBlank()) {
            throw new IllegalArgumentException("a rule's group needs a name");
        }
        if (position < 0 || limit < 0) {
            throw new IllegalArgumentException("position is " + position + ", limit " + limit + "; both start at 0");
        }
        if (interval.isNegative() || offset.isNegative() || lateness.isNegative()) {
            throw new IllegalArgumentException("interval is " + interval + ", offset " + offset + ", lateness "
                    + lateness + "; none may be negative");
        }
    }

    /** Alone, at the engine's interval, without offset, lateness and limit. */
    public static RuleSchedule alone(String uid) {
        return new RuleSchedule(uid, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
    }
}
