package dev.bellwether.query.alerts;

import dev.bellwether.alerting.record.ControlView;
import dev.bellwether.alerting.record.Controls;
import dev.bellwether.alerting.record.DeadNotification;
import dev.bellwether.alerting.record.InvalidRecordException;
import dev.bellwether.alerting.record.NotificationRecords;
import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleRecords;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.record.RuleStatusRecords;
import dev.bellwether.alerting.record.StateRecords;
import dev.bellwether.alerting.record.TransitionRecords;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.ExternalAlert;
import dev.bellwether.query.RuleDirectory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts together what stands in the topics of alerts: hand it every record, from the beginning of each topic. A record that
 * cannot be read leaves what was known.
 *
 * <p>Which alerts there are says {@code alert-state}; their text comes from their newest transition. Safe for use by many
 * threads.
 */
public final class AlertBoard implements AlertDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(AlertBoard.class);
    private static final int REMEMBERED_DEAD = 10_000;

    private final Clock clock;
    private final ControlView controls;
    private final Map<String, PublishedRule> rules = new HashMap<>();
    private final Map<String, RuleStatus> statuses = new HashMap<>();
    private final Map<String, RuleState> states = new HashMap<>();
    private final Map<String, AlertTransition> newest = new HashMap<>();
    private final Map<String, DeadNotification> dead = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DeadNotification> eldest) {
            return size() > REMEMBERED_DEAD;
        }
    };

    /** An empty board over a view that somebody else keeps up to date. */
    public AlertBoard(ControlView controls, Clock clock) {
        this.controls = controls;
        this.clock = clock;
    }

    /** Takes a record of {@code rules}; null where the rule is gone. */
    public synchronized void rule(String uid, byte @Nullable [] value) {
        take(rules, uid, value, RuleRecords::read);
    }

    /** Takes a record of {@code rule-status}; null where the rule is gone. */
    public synchronized void status(String uid, byte @Nullable [] value) {
        take(statuses, uid, value, RuleStatusRecords::read);
    }

    /** Takes a record of {@code alert-state}; null where the rule is gone. */
    public synchronized void state(String uid, byte @Nullable [] value) {
        take(states, uid, value, StateRecords::read);
    }

    /** Takes a record of {@code alerts}. */
    public synchronized void transition(byte[] value) {
        reading("a transition", () -> {
            AlertTransition transition = TransitionRecords.read(value);
            if (transition.alert().state() == AlertState.RESOLVED) {
                newest.remove(transition.fingerprint());
            } else {
                newest.put(transition.fingerprint(), transition);
            }
            return true;
        });
    }

    /** Takes a record of {@code dead-letters}; those that are no notifications are passed over. */
    public synchronized void deadLetter(byte[] value) {
        for (DeadNotification notification : NotificationRecords.readDead(value)) {
            dead.put(notification.id(), notification);
        }
    }

    private interface Reader<T> {
        T read(byte[] value);
    }

    private static <T> void take(Map<String, T> known, String uid, byte @Nullable [] value, Reader<T> reader) {
        if (value == null) {
            known.remove(uid);
        } else {
            reading(uid, () -> known.put(uid, reader.read(value)));
        }
    }

    private static void reading(String what, Supplier<?> read) {
        try {
            Object unused = read.get();
        } catch (InvalidRecordException e) {
            LOG.warn("record={} is passed over: {}", what, e.getMessage());
        }
    }

    /** The rules in their groups, as the topics tell: those that no engine has taken up yet are there too. */
    public synchronized List<RuleDirectory.RuleGroup> ruleGroups() {
        return RuleListing.groups(BoardRules.inForce(rules, statuses, states), BoardRules.unusable(rules, statuses));
    }

    @Override
    public Controls controls() {
        return controls.current();
    }

    @Override
    public synchronized Optional<PublishedRule> rule(String ruleUid) {
        return Optional.ofNullable(rules.get(ruleUid));
    }

    @Override
    public synchronized Optional<RuleStatus> status(String ruleUid) {
        return Optional.ofNullable(statuses.get(ruleUid));
    }

    @Override
    public synchronized List<DeadNotification> deadNotifications() {
        return dead.values().stream()
                .sorted(Comparator.comparingLong(DeadNotification::diedAtMillis).reversed())
                .toList();
    }

    @Override
    public List<LiveAlert> alerts() {
        long now = clock.millis();
        Controls current = controls.current();
        List<LiveAlert> alerts = new ArrayList<>();
        synchronized (this) {
            states.forEach(
                    (uid, state) -> state.alerts().values().forEach(alert -> alerts.add(live(uid, state, alert))));
        }
        for (ExternalAlert external : current.externalAlerts()) {
            if (external.endsAtMillis() > now) {
                alerts.add(live(external));
            }
        }
        alerts.sort(Comparator.comparing(live -> live.alert().labels()));
        return new Standings(current, alerts, now).of(alerts);
    }

    private LiveAlert live(String ruleUid, RuleState state, Alert alert) {
        String fingerprint = AlertFingerprint.of(ruleUid, alert.labels());
        AlertTransition transition = newest.get(fingerprint);
        PublishedRule published = rules.get(ruleUid);
        AlertRule rule = published != null && published.rule() instanceof AlertRule known ? known : null;
        Map<String, String> annotations =
                transition != null ? transition.annotations() : rule != null ? rule.annotations() : Map.of();
        return new LiveAlert(
                ruleUid,
                fingerprint,
                alert,
                annotations,
                rule == null ? "" : rule.expression(),
                transition == null ? null : transition.threshold(),
                "",
                rule != null && rule.mode() == AlertRule.Mode.Shadow,
                state.evaluatedThroughMillis(),
                LiveAlert.Standing.NONE);
    }

    private static LiveAlert live(ExternalAlert external) {
        Alert alert = new Alert(
                external.labels(),
                AlertState.FIRING,
                1,
                external.startsAtMillis(),
                external.startsAtMillis(),
                0,
                false);
        return new LiveAlert(
                ExternalAlert.RULE_UID,
                external.fingerprint(),
                alert,
                external.annotations(),
                "",
                null,
                external.generatorUrl(),
                false,
                external.startsAtMillis(),
                LiveAlert.Standing.NONE);
    }
}
