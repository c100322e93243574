package dev.bellwether.alert.engine;

import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.model.alert.AlertTransition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What evaluations have changed since the last write. Used by the engine's thread alone. */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** Status of a rule that only its numbers have changed is told this often. */
    static final long STATUS_INTERVAL_MILLIS = 10_000;

    private final StateLog log;
    private final String owner;
    private final Map<Integer, Map<String, Entry>> byPartition = new TreeMap<>();

    Outbox(StateLog log, String owner) {
        this.log = log;
        this.owner = owner;
    }

    /** Either a rule in force whose state is taken when it is written, or the end of one. */
    private static final class Entry {
        final @Nullable ActiveRule rule;
        final List<AlertTransition> transitions = new ArrayList<>();
        boolean state;

        Entry(@Nullable ActiveRule rule) {
            this.rule = rule;
        }
    }

    /** A rule's state is worth keeping. */
    void state(ActiveRule rule) {
        entry(rule).state = true;
    }

    /** A rule's status may have changed. */
    void touch(ActiveRule rule) {
        entry(rule);
    }

    /** A transition to announce, with the state behind it. */
    void announce(ActiveRule rule, AlertTransition transition) {
        Entry entry = entry(rule);
        entry.state = true;
        entry.transitions.add(transition);
    }

    /** A rule is no more: its state is forgotten. */
    void end(int partition, String ruleUid, List<AlertTransition> transitions) {
        Entry entry = new Entry(null);
        entry.transitions.addAll(transitions);
        byPartition.computeIfAbsent(partition, any -> new LinkedHashMap<>()).put(ruleUid, entry);
    }

    /** What belongs to a partition that is not ours any more is another engine's matter. */
    void drop(int partition) {
        byPartition.remove(partition);
    }

    private Entry entry(ActiveRule rule) {
        return byPartition
                .computeIfAbsent(rule.partition, any -> new LinkedHashMap<>())
                .computeIfAbsent(rule.uid(), uid -> new Entry(rule));
    }

    /**
     * Writes everything; one partition's failure does not hold up the others.
     *
     * @return the partitions that another engine has taken over
     */
    Set<Integer> flush(long nowMillis) {
        Set<Integer> lost = new TreeSet<>();
        byPartition.forEach((partition, entries) -> {
            List<StateLog.Update> updates = new ArrayList<>(entries.size());
            entries.forEach((uid, entry) -> {
                StateLog.Update update = update(uid, entry, nowMillis);
                if (update.state() != null || update.status() != null) {
                    updates.add(update);
                }
            });
            if (updates.isEmpty()) {
                return;
            }
            try {
                log.write(partition, updates);
            } catch (StateLog.FencedException e) {
                LOG.warn("partition={} belongs to another engine now: {}", partition, e.getMessage());
                lost.add(partition);
            }
        });
        byPartition.clear();
        return lost;
    }

    private StateLog.Update update(String uid, Entry entry, long nowMillis) {
        ActiveRule rule = entry.rule;
        if (rule == null) {
            return new StateLog.Update(uid, RuleState.NEW, entry.transitions, null);
        }
        RuleState state = null;
        if (entry.state) {
            state = rule.state();
            rule.persistedMillis = rule.throughMillis;
        }
        return new StateLog.Update(uid, state, entry.transitions, statusToTell(rule, nowMillis));
    }

    private @Nullable RuleStatus statusToTell(ActiveRule rule, long nowMillis) {
        RuleStatus now = rule.status(owner);
        RuleStatus told = rule.toldStatus;
        boolean changed = told == null
                || told.state() != now.state()
                || told.generation() != now.generation()
                || told.pending() != now.pending()
                || told.firing() != now.firing()
                || told.data() != now.data()
                || !told.error().equals(now.error())
                || !told.note().equals(now.note())
                || !told.owner().equals(now.owner());
        if (!changed && nowMillis - rule.toldAtMillis < STATUS_INTERVAL_MILLIS) {
            return null;
        }
        rule.toldStatus = now;
        rule.toldAtMillis = nowMillis;
        return now;
    }
}
