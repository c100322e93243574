package dev.bellwether.alert.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * When each group of rules is due by the clock: at multiples of its interval, moved by a hash of its name, so that groups spread
 * over the interval and every engine names the same instants. Used by the engine's thread alone.
 */
final class Timetable {
    private final long defaultPeriodMillis;
    private final Map<String, Group> groups = new HashMap<>();
    private final PriorityQueue<Group> queue = new PriorityQueue<>(Comparator.comparingLong(group -> group.nextMillis));

    Timetable(Duration defaultPeriod) {
        this.defaultPeriodMillis = defaultPeriod.toMillis();
    }

    /** Rules that are evaluated in order. */
    static final class Group {
        final List<ActiveRule> rules = new ArrayList<>();
        private final long periodMillis;
        private final long phaseMillis;
        private long nextMillis;

        private Group(String name, long periodMillis) {
            this.periodMillis = periodMillis;
            this.phaseMillis = Math.floorMod(name.hashCode() * 0x9E3779B97F4A7C15L, periodMillis);
        }

        private long after(long timeMillis) {
            return Math.floorDiv(timeMillis - phaseMillis, periodMillis) * periodMillis + phaseMillis + periodMillis;
        }
    }

    /** How often a rule is due. */
    long periodMillis(ActiveRule rule) {
        long own = rule.published.rule().schedule().interval().toMillis();
        return own == 0 ? defaultPeriodMillis : own;
    }

    void add(ActiveRule rule, long nowMillis) {
        Group group = groups.computeIfAbsent(key(rule), name -> {
            Group made = new Group(rule.published.rule().schedule().group(), periodMillis(rule));
            made.nextMillis = made.after(nowMillis);
            queue.add(made);
            return made;
        });
        group.rules.add(rule);
        group.rules.sort(
                Comparator.comparingInt(one -> one.published.rule().schedule().position()));
    }

    void remove(ActiveRule rule) {
        Group group = groups.get(key(rule));
        if (group != null && group.rules.remove(rule) && group.rules.isEmpty()) {
            groups.remove(key(rule));
            queue.remove(group);
        }
    }

    private String key(ActiveRule rule) {
        return rule.published.rule().schedule().group() + "\n" + periodMillis(rule);
    }

    /** The first instant after a time at which a rule is due. */
    long after(ActiveRule rule, long timeMillis) {
        Group group = groups.get(key(rule));
        return group == null ? timeMillis + periodMillis(rule) : group.after(timeMillis);
    }

    /** Told about groups that are due. */
    interface Due {
        void due(Group group, long instantMillis);
    }

    /** Names each group that is due, at the newest of its instants that have passed. */
    void run(long nowMillis, Due due) {
        for (Group group = queue.peek(); group != null && group.nextMillis <= nowMillis; group = queue.peek()) {
            queue.remove();
            group.nextMillis = group.after(nowMillis);
            queue.add(group);
            due.due(group, group.nextMillis - group.periodMillis);
        }
    }
}
