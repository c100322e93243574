package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.crds.alert.AlertSpec;
import dev.bellwether.crds.alert.AlertStatus;
import dev.bellwether.crds.alert.AlertStatus.LogPosition;
import dev.bellwether.crds.alert.AlertStatus.RuleReference;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.operator.bridge.AlertStatuses.Facts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Alerts as objects, level-triggered: what {@code alert-state} holds is what there should be, whatever happened before. A status
 * that was made from a newer record is never replaced. Used by the bridge's thread.
 */
final class AlertObjects {
    private static final long RETRY_MILLIS = 2_000;
    private static final long REMEMBERED = 20_000;

    private final Clock clock;
    private final Map<ObjectKey, AlertEntry> objects = new HashMap<>();
    private final Map<String, Set<ObjectKey>> byRule = new HashMap<>();
    private final Map<String, State> states = new HashMap<>();
    private final Map<String, AlertTransition> newest = bounded();
    private final Map<String, Set<String>> told = bounded();
    private final Set<String> dirty = new LinkedHashSet<>();
    private final Map<String, Integer> withoutObject = new HashMap<>();
    private final Set<String> recounted = new HashSet<>();
    private final AlertPositions positions = new AlertPositions();

    private record State(RuleState state, int partition, long offset, boolean gone) {}

    AlertObjects(Clock clock) {
        this.clock = clock;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /** The alerts of a rule, null where it has none any more. */
    void state(String ruleUid, int partition, long offset, @Nullable RuleState state) {
        positions.seen(partition, offset);
        State known = states.get(ruleUid);
        if (state == null && known != null && known.partition() != partition) {
            return;
        }
        states.put(ruleUid, new State(state == null ? RuleState.NEW : state, partition, offset, state == null));
        dirty.add(ruleUid);
    }

    /** An alert began to fire or resolved. */
    void transition(AlertTransition transition) {
        newest.put(transition.fingerprint(), transition);
        if (transition.alert().state() == AlertState.RESOLVED) {
            told.remove(transition.fingerprint());
        }
        dirty.add(transition.ruleUid());
    }

    /** Somebody was told. */
    void decided(NotificationDecision decision) {
        if (decision.kind() == NotificationDecision.Kind.SENT
                && !decision.fingerprint().isEmpty()) {
            boolean more = told.computeIfAbsent(decision.fingerprint(), unused -> new TreeSet<>())
                    .add(decision.notifierUid());
            if (more) {
                dirty.add(decision.ruleUid());
            }
        }
    }

    /** Something was said of an alert in the log. */
    void control(String fingerprint) {
        objects.values().stream()
                .filter(entry -> entry.fingerprint.equals(fingerprint))
                .forEach(entry -> dirty.add(entry.ruleUid));
    }

    /** An Alert object was seen. */
    void object(WatchedObject object, @Nullable AlertSpec spec, @Nullable AlertStatus status, String stack) {
        String rule = object.annotations().get(AlertNames.RULE);
        if (rule == null || !stack.equals(object.labels().get(AlertNames.STACK))) {
            return;
        }
        AlertEntry entry = objects.computeIfAbsent(object.key(), AlertEntry::new);
        entry.uid = object.uid();
        entry.generation = object.generation();
        entry.ruleUid = rule;
        entry.fingerprint = object.labels().getOrDefault(AlertNames.FINGERPRINT, "");
        entry.status = status;
        entry.word = AlertWords.of(spec, object.annotations());
        byRule.computeIfAbsent(rule, unused -> new LinkedHashSet<>()).add(object.key());
        dirty.add(rule);
    }

    /** An Alert object is gone. */
    void deleted(ObjectKey key) {
        AlertEntry entry = objects.remove(key);
        if (entry != null) {
            Set<ObjectKey> others = byRule.get(entry.ruleUid);
            if (others != null) {
                others.remove(key);
            }
            dirty.add(entry.ruleUid);
        }
    }

    /** Looks at everything again: the settings have changed, or all has been read for the first time. */
    void lookAgain() {
        dirty.addAll(states.keySet());
        dirty.addAll(byRule.keySet());
    }

    /** What is to be done now. Called only once all that stands in the log and all objects have been read. */
    List<AlertAction> settle(BridgeLog log, BridgeSettings settings) {
        positions.read(clock.millis());
        List<AlertAction> actions = new ArrayList<>();
        List<String> rules = List.copyOf(dirty);
        dirty.clear();
        rules.forEach(rule -> rule(rule, log, settings, actions));
        return actions;
    }

    private void rule(String uid, BridgeLog log, BridgeSettings settings, List<AlertAction> actions) {
        State state = states.get(uid);
        Map<ObjectKey, Alert> wanted = new LinkedHashMap<>();
        Optional<PublishedRule> published = log.rule(uid);
        if (state != null && !AlertNames.isShadow(published)) {
            state.state().alerts().values().stream()
                    .filter(alert -> alert.state() == AlertState.FIRING)
                    .sorted(Comparator.comparingLong(Alert::activeAtMillis))
                    .forEach(alert ->
                            wanted.put(AlertNames.key(uid, alert.labels(), published, settings.namespace()), alert));
        }
        for (ObjectKey key : List.copyOf(byRule.getOrDefault(uid, Set.of()))) {
            AlertEntry entry = objects.get(key);
            if (entry != null && !wanted.containsKey(key)) {
                over(entry, state, log, actions);
            }
        }
        int missing = 0;
        for (Map.Entry<ObjectKey, Alert> one : wanted.entrySet()) {
            AlertEntry entry = objects.get(one.getKey());
            if (entry == null || !entry.exists()) {
                if (!room(settings, actions)) {
                    missing++;
                    continue;
                }
                entry = objects.computeIfAbsent(one.getKey(), AlertEntry::new);
                entry.ruleUid = uid;
                entry.fingerprint = AlertFingerprint.of(uid, one.getValue().labels());
                byRule.computeIfAbsent(uid, unused -> new LinkedHashSet<>()).add(one.getKey());
            }
            fires(entry, one.getValue(), AlertNames.reference(uid, published), state, log, settings, actions);
        }
        Integer before = missing == 0 ? withoutObject.remove(uid) : withoutObject.put(uid, missing);
        if ((before == null ? 0 : before) != missing) {
            recounted.add(uid);
        }
    }

    /** Whether there may be one object more; one that is over makes room. */
    private boolean room(BridgeSettings settings, List<AlertAction> actions) {
        if (objects() < settings.maximumAlertObjects()) {
            return true;
        }
        Optional<AlertEntry> oldest = settings.maximumAlertObjects() == 0
                ? Optional.empty()
                : objects.values().stream()
                        .filter(entry -> entry.resolved() && !entry.uid.isEmpty() && entry.sent == null)
                        .min(Comparator.comparingLong(
                                entry -> entry.status == null ? 0 : AlertStatuses.resolvedAt(entry.status)));
        oldest.ifPresent(entry -> delete(entry, actions));
        return oldest.isPresent();
    }

    private void delete(AlertEntry entry, List<AlertAction> actions) {
        actions.add(new AlertAction.Delete(entry.key, entry.uid));
        entry.uid = "";
        entry.status = null;
        entry.word = AlertSpec.UNACKNOWLEDGED;
    }

    private void fires(
            AlertEntry entry,
            Alert alert,
            RuleReference rule,
            @Nullable State state,
            BridgeLog log,
            BridgeSettings settings,
            List<AlertAction> actions) {
        if (entry.sent != null || state == null) {
            return;
        }
        AlertStatus before = entry.status;
        if (before != null && newer(before.log(), state)) {
            return;
        }
        if (before != null && entry.resolved()) {
            if (entry.word.acknowledged()) {
                // A word on an alert is void once it has resolved, and the word is the user's: it goes with its object.
                delete(entry, actions);
                dirty.add(entry.ruleUid);
                return;
            }
            before = null;
        }
        AlertWords.compare(entry, alert, log.controls(), clock.millis()).ifPresent(actions::add);
        AlertTransition transition = newest.get(entry.fingerprint);
        AlertStatus status = AlertStatuses.firing(
                new Facts(
                        alert,
                        rule,
                        new LogPosition(state.partition(), state.offset()),
                        transition == null ? null : transition.annotations(),
                        List.copyOf(told.getOrDefault(entry.fingerprint, Set.of())),
                        AlertWords.acknowledgedBy(entry, alert, log.controls()),
                        settings.stack()),
                before,
                entry.generation,
                clock.millis());
        write(entry, status, settings, actions);
    }

    private boolean newer(@Nullable LogPosition position, State state) {
        return positions.isNewer(position, state.partition(), state.offset(), clock.millis());
    }

    private void write(AlertEntry entry, AlertStatus status, BridgeSettings settings, List<AlertAction> actions) {
        if (AlertStatuses.same(entry.status, status) && !entry.uid.isEmpty()) {
            return;
        }
        if (clock.millis() < entry.notBefore) {
            dirty.add(entry.ruleUid);
            return;
        }
        entry.sent = status;
        actions.add(new AlertAction.Write(
                entry.key,
                Map.of(
                        "app.kubernetes.io/part-of",
                        "bellwether",
                        "app.kubernetes.io/managed-by",
                        "bellwether-operator",
                        AlertNames.STACK,
                        settings.stack(),
                        AlertNames.FINGERPRINT,
                        entry.fingerprint),
                Map.of(AlertNames.RULE, entry.ruleUid),
                status,
                entry.uid.isEmpty()));
    }

    private void over(AlertEntry entry, @Nullable State state, BridgeLog log, List<AlertAction> actions) {
        AlertStatus status = entry.status;
        if (entry.sent != null || entry.uid.isEmpty() || entry.resolved()) {
            return;
        }
        if (status == null
                || status.state() == null
                || state == null && log.rule(entry.ruleUid).isEmpty()) {
            delete(entry, actions);
            return;
        }
        if (state == null || newer(status.log(), state)) {
            return;
        }
        AlertWords.takenBack(entry, log.controls()).ifPresent(actions::add);
        AlertTransition end = newest.get(entry.fingerprint);
        AlertStatus resolved = AlertStatuses.resolved(
                status,
                state.gone() ? null : new LogPosition(state.partition(), state.offset()),
                end != null && end.alert().state() == AlertState.RESOLVED ? end : null,
                entry.generation,
                clock.millis());
        if (clock.millis() < entry.notBefore) {
            dirty.add(entry.ruleUid);
            return;
        }
        entry.sent = resolved;
        actions.add(new AlertAction.Write(entry.key, Map.of(), Map.of(), resolved, false));
    }

    /** A status was written. */
    void written(AlertAction.Write write, String uid) {
        AlertEntry entry = objects.get(write.key());
        if (entry != null && entry.sent == write.status()) {
            entry.sent = null;
            entry.status = write.status();
            entry.uid = uid;
            dirty.add(entry.ruleUid);
        }
    }

    /**
     * A status was not written.
     *
     * @param gone whether the object is not there any more, or its namespace is not
     */
    void failed(AlertAction.Write write, boolean gone) {
        AlertEntry entry = objects.get(write.key());
        if (entry != null && entry.sent == write.status()) {
            entry.sent = null;
            entry.notBefore = clock.millis() + RETRY_MILLIS;
            if (gone) {
                entry.uid = "";
                entry.status = null;
            }
            dirty.add(entry.ruleUid);
        }
    }

    /** What is over for long enough. */
    List<AlertAction> collect(BridgeSettings settings) {
        long now = clock.millis();
        if (positions.isSettled(now)) {
            lookAgain();
        }
        long since = now - settings.keepResolved().toMillis();
        List<AlertAction> actions = new ArrayList<>();
        for (AlertEntry entry : List.copyOf(objects.values())) {
            if (entry.sent == null
                    && entry.status != null
                    && entry.resolved()
                    && AlertStatuses.resolvedAt(entry.status) <= since) {
                delete(entry, actions);
            }
        }
        return actions;
    }

    /** How many firing alerts of a rule have no object. */
    int withoutObject(String ruleUid) {
        return withoutObject.getOrDefault(ruleUid, 0);
    }

    /** Rules for which that has changed since the last call. */
    List<String> recounted() {
        List<String> rules = List.copyOf(recounted);
        recounted.clear();
        return rules;
    }

    /** How many objects there are. */
    int objects() {
        return (int) objects.values().stream().filter(AlertEntry::exists).count();
    }

    /** How many firing alerts have no object. */
    int withoutObject() {
        return withoutObject.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many alerts fire, and how many wait. */
    int count(AlertState state) {
        return (int) states.values().stream()
                .flatMap(known -> known.state().alerts().values().stream())
                .filter(alert -> alert.state() == state)
                .count();
    }
}
