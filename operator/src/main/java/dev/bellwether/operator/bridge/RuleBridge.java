package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.manifest.InvalidRule;
import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.crds.rule.AlertRuleStatus;
import dev.bellwether.crds.rule.AlertRuleStatus.InForce;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.operator.bridge.BridgeLog.ForeignException;
import dev.bellwether.operator.bridge.BridgeLog.Put;
import dev.bellwether.operator.bridge.RuleReading.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Rules from objects to the log, and how they do from the log to statuses. What is wrong with one object is that object's alone,
 * and what stood of it stays in force. Used by the bridge's thread.
 */
final class RuleBridge {
    private final Clock clock;
    private final Removals removals;
    private final StatusQueue<AlertRuleStatus> statuses;
    private final BiConsumer<ObjectKey, Throwable> failed;
    private final Map<ObjectKey, RuleEntry> entries = new HashMap<>();
    private final Map<String, ObjectKey> owners = new HashMap<>();
    private final Set<ObjectKey> unread = new LinkedHashSet<>();
    private final Set<ObjectKey> unsaid = new LinkedHashSet<>();
    private final Set<ObjectKey> unchecked = new LinkedHashSet<>();
    /** What the engine has said of rules, also before their objects were seen. */
    private final Map<String, Said> said = new HashMap<>();

    private record Said(RuleStatus status, int partition) {}

    /**
     * Prepares.
     *
     * @param failed told, on any thread, that the log has not taken a rule of an object
     */
    RuleBridge(
            Clock clock,
            Removals removals,
            StatusQueue<AlertRuleStatus> statuses,
            BiConsumer<ObjectKey, Throwable> failed) {
        this.clock = clock;
        this.removals = removals;
        this.statuses = statuses;
        this.failed = failed;
    }

    /** An object was seen. */
    void changed(WatchedObject object, @Nullable AlertRuleStatus status) {
        ObjectKey key = object.key();
        RuleEntry entry = entries.get(key);
        if (entry == null || !entry.object.uid().equals(object.uid())) {
            entry = replaced(entry, object, status);
            entries.put(key, entry);
        } else {
            if (entry.object.generation() != object.generation()) {
                entry.seenNanos = object.seenNanos();
            }
            boolean same = entry.object.manifest().equals(object.manifest())
                    && entry.object.labels().equals(object.labels());
            entry.object = object;
            if (same) {
                observe(key, status);
                return;
            }
        }
        observe(key, status);
        unread.add(key);
    }

    private static RuleEntry replaced(
            @Nullable RuleEntry earlier, WatchedObject object, @Nullable AlertRuleStatus status) {
        RuleEntry entry = new RuleEntry(object, status);
        if (earlier != null) {
            entry.uids.addAll(earlier.uids);
            entry.engine = earlier.engine;
        }
        return entry;
    }

    private void observe(ObjectKey key, @Nullable AlertRuleStatus status) {
        if (key.kind() == ObjectKind.ALERT_RULE) {
            statuses.observed(key, status, clock.millis());
        }
    }

    /** An object is gone. */
    void deleted(ObjectKey key) {
        RuleEntry entry = entries.remove(key);
        unread.remove(key);
        unsaid.remove(key);
        statuses.forget(key);
        if (entry != null) {
            entry.uids.forEach(this::orphaned);
        }
    }

    private void orphaned(String uid) {
        owners.remove(uid);
        removals.add(uid, Removals.Certainty.UNVERIFIED, clock.millis());
    }

    /** The labels of a namespace have changed, or the settings for all (null). */
    void readAgain(@Nullable String namespace) {
        entries.keySet().stream()
                .filter(key -> namespace == null || key.namespace().equals(namespace))
                .forEach(unread::add);
    }

    /** The log has not taken the rules of an object. */
    void putAgain(ObjectKey key, String why) {
        RuleEntry entry = entries.get(key);
        if (entry != null) {
            entry.refusal = why;
            entry.refusalReason = Reasons.LOG_UNAVAILABLE;
            unread.add(key);
            unsaid.add(key);
        }
    }

    /** What the engine says of a rule, null where it says nothing any more. */
    void said(String uid, int partition, @Nullable RuleStatus status) {
        if (status == null) {
            Said known = said.get(uid);
            if (known != null && known.partition() == partition) {
                said.remove(uid);
            }
            return;
        }
        Said now = new Said(status, partition);
        said.put(uid, now);
        ObjectKey owner = owners.get(uid);
        RuleEntry entry = owner == null ? null : entries.get(owner);
        if (owner != null && entry != null && owner.kind() == ObjectKind.ALERT_RULE) {
            hear(owner, entry, now);
        }
    }

    private void hear(ObjectKey key, RuleEntry entry, Said now) {
        entry.engine = now.status();
        Long generation = entry.put.get(key.path());
        boolean accepted = generation != null && now.status().generation() >= generation;
        InForce known = entry.inForce;
        if (accepted && (known == null || known.generation() == null || known.generation() != entry.putGeneration)) {
            Duration after = Duration.ofNanos(Math.max(0, System.nanoTime() - entry.seenNanos));
            entry.inForce = new InForce(entry.putGeneration, now.partition(), Times.duration(after));
        }
        unsaid.add(key);
    }

    /** Something else has changed that stands in an object's status. */
    void touched(ObjectKey key) {
        unsaid.add(key);
    }

    /** The statuses may be another stack's business now, or ours. */
    void sayAgain() {
        unsaid.addAll(entries.keySet());
    }

    /** Puts into the log what is new, and asks for the statuses that follow from it. */
    void settle(
            BridgeLog log, BridgeSettings settings, Map<String, Map<String, String>> namespaces, Set<String> stacks) {
        List<ObjectKey> batch = List.copyOf(unread);
        unread.clear();
        for (ObjectKey key : batch) {
            RuleEntry entry = entries.get(key);
            if (entry != null) {
                read(key, entry, RuleReading.of(entry.object, settings, namespaces.get(key.namespace())), log);
            }
        }
        List<ObjectKey> words = List.copyOf(unsaid);
        unsaid.clear();
        for (ObjectKey key : words) {
            RuleEntry entry = entries.get(key);
            if (entry != null && key.kind() == ObjectKind.ALERT_RULE) {
                say(key, entry, settings, stacks);
            }
        }
    }

    private void read(ObjectKey key, RuleEntry entry, RuleReading reading, BridgeLog log) {
        entry.reading = reading;
        entry.refusal = "";
        Set<String> wanted = new LinkedHashSet<>();
        if (reading.keeps()) {
            wanted.addAll(entry.uids);
        }
        for (Rule rule : reading.rules()) {
            if (put(key, entry, rule, log)) {
                wanted.add(rule.uid());
            }
        }
        if (entry.refusal.isEmpty() && reading.verdict() == Verdict.TAKEN) {
            entry.putGeneration = entry.object.generation();
        }
        for (InvalidRule rule : reading.invalid()) {
            wanted.add(rule.uid());
            ManifestError error = rule.errors().getFirst();
            var unused = log.tellInvalid(rule.uid(), rule.group(), error.message(), 0, 0);
        }
        Set<String> gone = new HashSet<>(entry.uids);
        gone.removeAll(wanted);
        entry.uids.clear();
        entry.uids.addAll(wanted);
        gone.forEach(this::orphaned);
        wanted.forEach(uid -> {
            owners.put(uid, key);
            removals.keep(uid);
        });
        Said known = said.get(key.path());
        if (known != null && key.kind() == ObjectKind.ALERT_RULE && reading.verdict() != Verdict.INVALID) {
            hear(key, entry, known);
        } else if (known != null && key.kind() == ObjectKind.ALERT_RULE) {
            entry.engine = known.status();
        }
        unsaid.add(key);
        unchecked.add(key);
    }

    private boolean put(ObjectKey key, RuleEntry entry, Rule rule, BridgeLog log) {
        ObjectKey owner = owners.get(rule.uid());
        if (owner != null && !owner.equals(key) && entries.containsKey(owner)) {
            entry.refusal = "rule " + rule.uid() + " stands in " + owner + ", too";
            entry.refusalReason = Reasons.FOREIGN;
            return false;
        }
        try {
            Put put = log.put(rule);
            entry.put.put(rule.uid(), put.generation());
            put.durable().whenComplete((done, failure) -> {
                if (failure != null) {
                    failed.accept(key, failure);
                }
            });
            return true;
        } catch (ForeignException e) {
            entry.refusal = String.valueOf(e.getMessage());
            entry.refusalReason = Reasons.FOREIGN;
            return false;
        }
    }

    private void say(ObjectKey key, RuleEntry entry, BridgeSettings settings, Set<String> stacks) {
        RuleReading reading = entry.reading;
        AlertRuleStatus before = statuses.newest(key);
        String stack = before == null ? null : before.stack();
        if (reading == null
                || reading.verdict() == Verdict.IGNORED && !settings.stack().equals(stack)
                || settings.leavesStatusTo(stack, stacks)) {
            return;
        }
        AlertRuleStatus status = RuleStatuses.of(entry, reading, before, settings.stack(), clock.millis());
        boolean soon = before == null
                || !Objects.equals(before.inForce(), status.inForce())
                || !Objects.equals(before.observedGeneration(), status.observedGeneration());
        statuses.want(key, status, soon);
    }

    /** Whoever stands in the log without an object: to be removed once it is certain that there is none. */
    void compare(Collection<String> standing) {
        for (String uid : standing) {
            if (!owners.containsKey(uid)) {
                removals.add(uid, Removals.Certainty.UNVERIFIED, clock.millis());
            }
        }
    }

    /** The kind of object that a rule came from, by the shape of its uid. */
    static ObjectKind kindOf(String uid) {
        return uid.indexOf('/') == uid.lastIndexOf('/') ? ObjectKind.ALERT_RULE : ObjectKind.PROMETHEUS_RULE;
    }

    /** The object that a rule stands in, null where there is none. */
    @Nullable
    ObjectKey owner(String uid) {
        return owners.get(uid);
    }

    @Nullable
    RuleEntry entry(ObjectKey key) {
        return entries.get(key);
    }

    /** Whether objects wait to be read. */
    boolean behind() {
        return !unread.isEmpty();
    }

    /** The AlertRules that were read since the last call: their tests and questions may be others. */
    List<RuleEntry> unchecked() {
        List<RuleEntry> read = new ArrayList<>();
        for (ObjectKey key : unchecked) {
            RuleEntry entry = entries.get(key);
            if (entry != null && key.kind() == ObjectKind.ALERT_RULE) {
                read.add(entry);
            }
        }
        unchecked.clear();
        return read;
    }

    /** All objects. */
    Collection<RuleEntry> all() {
        return entries.values();
    }
}
