package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.crds.alert.AlertSpec;
import dev.bellwether.crds.alert.AlertStatus;
import dev.bellwether.crds.notifier.NotifierStatus;
import dev.bellwether.crds.rule.AlertRuleStatus;
import dev.bellwether.crds.silence.SilenceStatus;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.stream.LogUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one stack's rules, notifiers and silences into its log, and statuses and alerts out of it. Everything that happens at
 * either end is taken in turn by one thread, on which all decisions are made; {@link #settle} is the whole story.
 *
 * <p>Public methods are safe for use by many threads, and do not block but for {@link #close}.
 */
public final class Bridge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);
    private static final long TICK_MILLIS = 100;
    private static final long SECOND_MILLIS = 1_000;
    private static final long RETRY_MILLIS = 2_000;
    /** For how long a kind may be on its way before its absence is told. */
    private static final long ABSENT_MILLIS = 30_000;

    private final Supplier<BridgeLog> logs;
    private final Cluster cluster;
    private final Clock clock;
    private final Runnable statusChanged;
    private final BridgeLoop loop;
    private final RemovalDesk removals;
    private final StatusDesk statuses;
    private final RuleBridge rules;
    private final ControlBridge controls;
    private final AlertObjects alerts;
    private final RuleChecks checks;
    private final Map<String, Map<String, String>> namespaces = new HashMap<>();
    private final Set<String> stacks = new HashSet<>();
    private final Set<ObjectKind> listed = EnumSet.noneOf(ObjectKind.class);
    private final Set<ObjectKind> compared = EnumSet.noneOf(ObjectKind.class);
    private final Thread connector;
    private boolean namespacesListed;
    private long readSince;
    private BridgeSettings settings;
    private @Nullable BridgeLog log;
    private volatile @Nullable BridgeLog opened;
    private volatile String trouble = "";
    private volatile BridgeStatus status = BridgeStatus.STARTING;
    private volatile boolean closed;

    /**
     * Composes a bridge; nothing happens before {@link #start}.
     *
     * @param logs makes the log, and another one where that has failed
     * @param cluster the API server; this bridge's own from now on
     * @param patience how long removals are held back that nobody confirms
     * @param statusChanged called on one of the bridge's threads when the status has changed; must not block
     */
    public Bridge(
            Supplier<BridgeLog> logs,
            Cluster cluster,
            BridgeSettings settings,
            Duration patience,
            Clock clock,
            Runnable statusChanged) {
        this.logs = logs;
        this.cluster = cluster;
        this.settings = settings;
        this.clock = clock;
        this.statusChanged = statusChanged;
        this.loop = new BridgeLoop("bridge-" + settings.stack(), this::settle);
        this.removals = new RemovalDesk(cluster, loop, clock, patience);
        this.statuses = new StatusDesk(cluster, loop, clock);
        this.rules = new RuleBridge(clock, removals.rules(), statuses.rules(), this::ruleFailed);
        this.controls = new ControlBridge(
                clock,
                removals.notifiers(),
                removals.silences(),
                statuses.notifiers(),
                statuses.silences(),
                this::controlFailed);
        this.alerts = new AlertObjects(clock);
        this.checks = new RuleChecks(clock, loop::post, rules::touched);
        this.connector = Thread.ofPlatform()
                .name("bridge-" + settings.stack() + "-log")
                .daemon(true)
                .unstarted(this::connect);
    }

    /** Starts to watch and to follow. */
    public void start() {
        cluster.start(new FromCluster());
        connector.start();
        loop.every(() -> {}, TICK_MILLIS);
        loop.every(this::everySecond, SECOND_MILLIS);
    }

    /** Takes other settings; does nothing where they are those of before. */
    public void update(BridgeSettings next) {
        loop.post(() -> {
            if (!next.equals(settings)) {
                settings = next;
                rules.readAgain(null);
                controls.readAgain(null);
                alerts.lookAgain();
            }
        });
    }

    /** How it does now. */
    public BridgeStatus status() {
        return status;
    }

    /** Until the log has been read: nothing may be written before. */
    private void connect() {
        while (!closed) {
            BridgeLog next = logs.get();
            try {
                next.start(new FromLog());
                opened = next;
                loop.post(() -> {
                    log = next;
                    readSince = clock.millis();
                    rules.readAgain(null);
                    controls.readAgain(null);
                    alerts.lookAgain();
                });
                trouble = "";
                return;
            } catch (LogUnavailableException e) {
                trouble = "the log does not answer: " + e.getMessage();
                LOG.warn("stack={} {}", settings.stack(), trouble);
                next.close();
            } catch (RuntimeException e) {
                trouble = "the log cannot be used: " + e;
                LOG.error("the log of stack={} cannot be used", settings.stack(), e);
                next.close();
            }
            try {
                Thread.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void settle() {
        BridgeLog open = log;
        if (open == null || closed) {
            return;
        }
        if (namespacesListed) {
            rules.settle(open, settings, namespaces, stacks);
            controls.settle(open, settings, namespaces, stacks, cluster.secrets());
            compare(open);
            checks.run(rules.unchecked(), settings);
        }
        removals.settle(open, settings.confirmation(), listed);
        if (listed.contains(ObjectKind.ALERT)) {
            alerts.settle(open, settings).forEach(action -> act(action, open));
            alerts.recounted().forEach(this::recount);
        }
        statuses.settle();
    }

    /** What stands in the log and has no object was deleted while nobody looked. */
    private void compare(BridgeLog open) {
        Set<ObjectKind> kinds = EnumSet.noneOf(ObjectKind.class);
        kinds.addAll(listed);
        if (clock.millis() - readSince > ABSENT_MILLIS) {
            // What stands of it stays; but people should know that nobody looks after it any more.
            kinds.add(ObjectKind.PROMETHEUS_RULE);
        }
        for (ObjectKind kind : kinds) {
            if (compared.contains(kind) || rules.behind() || controls.behind()) {
                continue;
            }
            compared.add(kind);
            switch (kind) {
                case ALERT_RULE, PROMETHEUS_RULE ->
                    rules.compare(open.ruleUids().stream()
                            .filter(uid -> RuleBridge.kindOf(uid) == kind)
                            .toList());
                case NOTIFIER -> controls.compare(open.controls().current().all(), Control.Kind.NOTIFIER);
                case SILENCE -> controls.compare(open.controls().current().all(), Control.Kind.SILENCE);
                case ALERT -> {}
            }
        }
    }

    private void act(AlertAction action, BridgeLog open) {
        switch (action) {
            case AlertAction.Write write -> statuses.write(write, settings, alerts);
            case AlertAction.Delete delete -> otherwiseLookAgain(cluster.delete(delete.key(), delete.uid()));
            case AlertAction.Acknowledge word ->
                otherwiseLookAgain(put(open, new Control.OfAcknowledgement(word.acknowledgement())));
            case AlertAction.Unacknowledge word ->
                otherwiseLookAgain(open.remove(Control.Kind.ACKNOWLEDGEMENT, word.fingerprint()));
        }
    }

    private void otherwiseLookAgain(CompletableFuture<?> done) {
        done.whenComplete((unused, failure) -> {
            if (failure != null) {
                loop.postLater(alerts::lookAgain, RETRY_MILLIS);
            }
        });
    }

    private static CompletableFuture<?> put(BridgeLog open, Control.Subject subject) {
        try {
            return open.put(subject);
        } catch (BridgeLog.ForeignException e) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private void recount(String ruleUid) {
        ObjectKey owner = rules.owner(ruleUid);
        RuleEntry entry = owner == null ? null : rules.entry(owner);
        if (owner != null && entry != null) {
            entry.alertsWithoutObject = alerts.withoutObject(ruleUid);
            rules.touched(owner);
        }
    }

    private void ruleFailed(ObjectKey key, Throwable failure) {
        loop.postLater(() -> rules.putAgain(key, "the log has not taken it: " + failure.getMessage()), RETRY_MILLIS);
    }

    private void controlFailed(ObjectKey key, Throwable failure) {
        loop.postLater(() -> controls.putAgain(key, "the log has not taken it: " + failure.getMessage()), RETRY_MILLIS);
    }

    private void everySecond() {
        BridgeLog open = log;
        controls.tick();
        if (open != null && listed.contains(ObjectKind.ALERT)) {
            alerts.collect(settings).forEach(action -> act(action, open));
        }
        BridgeStatus next = new BridgeCounts(rules.all(), controls.all(), alerts)
                .status(
                        open != null,
                        namespacesListed
                                && listed.containsAll(Set.of(
                                        ObjectKind.ALERT_RULE,
                                        ObjectKind.NOTIFIER,
                                        ObjectKind.SILENCE,
                                        ObjectKind.ALERT)),
                        removals.held(),
                        trouble);
        if (!next.equals(status)) {
            status = next;
            statusChanged.run();
        }
    }

    /** What the log tells. */
    private final class FromLog implements BridgeLog.Listener {
        @Override
        public void ruleStatus(String uid, int partition, @Nullable RuleStatus said) {
            loop.post(() -> rules.said(uid, partition, said));
        }

        @Override
        public void alertState(String uid, int partition, long offset, @Nullable RuleState state) {
            loop.post(() -> alerts.state(uid, partition, offset, state));
        }

        @Override
        public void transition(AlertTransition transition) {
            loop.post(() -> alerts.transition(transition));
        }

        @Override
        public void control(String key) {
            String prefix = Control.key(Control.Kind.ACKNOWLEDGEMENT, "");
            if (key.startsWith(prefix)) {
                loop.post(() -> alerts.control(key.substring(prefix.length())));
            }
        }

        @Override
        public void decision(NotificationDecision decision) {
            loop.post(() -> {
                controls.decided(decision);
                alerts.decided(decision);
            });
        }
    }

    /** What the API server tells. */
    private final class FromCluster implements Cluster.Listener {
        @Override
        public void changed(WatchedObject object) {
            loop.post(() -> {
                statuses.seen(object.key(), object.uid());
                switch (object.key().kind()) {
                    case ALERT_RULE -> rules.changed(object, cluster.convert(object.status(), AlertRuleStatus.class));
                    case PROMETHEUS_RULE -> rules.changed(object, null);
                    case NOTIFIER -> controls.notifier(object, cluster.convert(object.status(), NotifierStatus.class));
                    case SILENCE -> controls.silence(object, cluster.convert(object.status(), SilenceStatus.class));
                    case ALERT ->
                        alerts.object(
                                object,
                                cluster.convert(object.spec(), AlertSpec.class),
                                cluster.convert(object.status(), AlertStatus.class),
                                settings.stack());
                }
            });
        }

        @Override
        public void deleted(ObjectKey key) {
            loop.post(() -> {
                statuses.gone(key);
                switch (key.kind()) {
                    case ALERT_RULE, PROMETHEUS_RULE -> rules.deleted(key);
                    case NOTIFIER, SILENCE -> controls.deleted(key);
                    case ALERT -> alerts.deleted(key);
                }
            });
        }

        @Override
        public void listed(ObjectKind kind) {
            loop.post(() -> listed.add(kind));
        }

        @Override
        public void namespace(String name, @Nullable Map<String, String> labels) {
            loop.post(() -> {
                Map<String, String> before = labels == null ? namespaces.remove(name) : namespaces.put(name, labels);
                if (namespacesListed && labels != null && !labels.equals(before)) {
                    rules.readAgain(name);
                    controls.readAgain(name);
                }
            });
        }

        @Override
        public void namespacesListed() {
            loop.post(() -> namespacesListed = true);
        }

        @Override
        public void stack(String name, boolean there) {
            loop.post(() -> {
                if (there ? stacks.add(name) : stacks.remove(name)) {
                    rules.sayAgain();
                    controls.sayAgain();
                }
            });
        }

        @Override
        public void secret(String namespace) {
            loop.post(() -> controls.readAgain(namespace));
        }
    }

    @Override
    public void close() {
        closed = true;
        connector.interrupt();
        cluster.close();
        checks.close();
        loop.close();
        try {
            connector.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        BridgeLog open = opened;
        if (open != null) {
            open.close();
        }
    }
}
