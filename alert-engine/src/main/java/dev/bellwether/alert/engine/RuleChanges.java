package dev.bellwether.alert.engine;

import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.rules.RuleEvaluator;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.alerting.state.Transitions;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.DataState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts rules into force and takes them out, as rules change and as partitions come and go. Used by the engine's thread. */
final class RuleChanges implements Ownership.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RuleChanges.class);

    private final RuleTable table;
    private final WindowFiller filler;
    private final Outbox outbox;
    private final RuleRunner runner;
    private final EnginePorts ports;
    private final Clock clock;
    private final Backfill backfill;
    private final Set<Integer> owned = new HashSet<>();
    private final List<ActiveRule> ready = new ArrayList<>();
    private Map<String, RuleState> looked = Map.of();
    /** Since when windows hold everything; the greatest long before the first fill. */
    private long coveredSinceMillis = Long.MAX_VALUE;

    private boolean mustReplay;
    private boolean ownershipChanged;

    RuleChanges(
            RuleTable table, WindowFiller filler, Outbox outbox, RuleRunner runner, EnginePorts ports, Clock clock) {
        this.table = table;
        this.filler = filler;
        this.outbox = outbox;
        this.runner = runner;
        this.ports = ports;
        this.clock = clock;
        this.backfill = new Backfill(ports.feeds(), filler);
    }

    /** Takes over what has changed among the rules. */
    void learn(List<RuleLog.Change> changes) {
        for (RuleLog.Change change : changes) {
            if (change.rule() == null) {
                ActiveRule known = table.find(change.uid());
                if (known != null && known.partition == change.partition()) {
                    end(known);
                }
            } else {
                put(change.rule(), change.partition());
            }
        }
        if (!changes.isEmpty()) {
            filler.forget();
            LOG.info("rules in force: {}", table.all().size());
        }
    }

    private void put(PublishedRule published, int partition) {
        ActiveRule earlier = table.find(published.rule().uid());
        if (earlier != null && earlier.published.equals(published) && earlier.partition == partition) {
            return;
        }
        ActiveRule rule = table.prepare(published, partition);
        if (rule == null) {
            return;
        }
        if (earlier != null && earlier.partition != partition) {
            end(earlier);
            earlier = null;
        }
        table.put(rule, clock.millis());
        if (earlier != null) {
            rule.takeFrom(earlier);
            rule.filled = earlier.filled && sameSeries(earlier, rule);
            if (rule.owned) {
                outbox.touch(rule);
            }
        } else if (owned.contains(partition)) {
            own(rule, null);
        }
        if (rule.readsStorage) {
            rule.filled = true;
        } else if (!rule.filled) {
            backfill.add(rule);
        } else {
            ready.add(rule);
        }
    }

    private static boolean sameSeries(ActiveRule left, ActiveRule right) {
        return !left.readsStorage
                && left.compiled.selectors().equals(right.compiled.selectors())
                && left.keepMillis() >= right.keepMillis();
    }

    private void end(ActiveRule rule) {
        table.remove(rule.uid());
        if (!rule.owned) {
            return;
        }
        rule.owned = false;
        long now = clock.millis();
        Transitions.Outcome outcome = Transitions.end(rule.state(), now);
        List<AlertTransition> transitions =
                rule.alerting() ? runner.end(rule.alertRule(), outcome, now, rule.compiled.threshold()) : List.of();
        outbox.end(rule.partition, rule.uid(), transitions);
    }

    private void own(ActiveRule rule, @Nullable RuleState state) {
        rule.owned = true;
        // Without a state it says nothing of the past, and from now on its progress is known over restarts.
        rule.take(state == null ? new RuleState(clock.millis(), Map.of()) : state);
        if (state == null) {
            outbox.state(rule);
        } else {
            outbox.touch(rule);
        }
    }

    @Override
    public void assigned(Set<Integer> partitions) {
        long started = System.nanoTime();
        ports.states().takeOver(partitions).forEach(this::takeOver);
        ownershipChanged = true;
        LOG.atInfo()
                .addKeyValue("partitions", partitions)
                .log("taken over in {} ms", (System.nanoTime() - started) / 1_000_000);
    }

    private void takeOver(int partition, Map<String, RuleState> states) {
        owned.add(partition);
        Map<String, RuleState> orphans = new HashMap<>(states);
        for (ActiveRule rule : table.ofPartition(partition)) {
            own(rule, orphans.remove(rule.uid()));
            if (rule.filled) {
                ready.add(rule);
                mustReplay |= !rule.readsStorage && !covers(rule);
            }
        }
        orphans.forEach((uid, state) -> outbox.end(partition, uid, ended(uid, state)));
    }

    /** Whether the windows hold what the rule's evaluations since its last one read. */
    private boolean covers(ActiveRule rule) {
        long window = rule.compiled.window().toMillis();
        long kept = Math.max(coveredSinceMillis, filler.newestMillis() - rule.keepMillis());
        return rule.throughMillis - window >= kept || rule.throughMillis >= filler.newestMillis();
    }

    /** The rule went while nobody owned it: its state is all that is known. */
    private List<AlertTransition> ended(String uid, RuleState state) {
        long now = clock.millis();
        return Transitions.end(state, now).changes().stream()
                .map(change -> new AlertTransition(
                        TransitionIdentity.of(uid, change.alert()),
                        uid,
                        change.alert().labels().getOrEmpty(RuleEvaluator.ALERT_NAME),
                        "",
                        change.alert(),
                        Map.of(),
                        null,
                        now,
                        DataState.COMPLETE,
                        change.reason(),
                        false))
                .toList();
    }

    @Override
    public void gone(int partition) {
        if (!owned.remove(partition)) {
            return;
        }
        ownershipChanged = true;
        outbox.drop(partition);
        ports.states().release(partition);
        table.ofPartition(partition).forEach(rule -> rule.owned = false);
        LOG.atInfo().addKeyValue("partition", partition).log("given back");
    }

    /** Reads how far rules have been evaluated, whoever owns them. */
    void lookAtStates() {
        looked = ports.states().look();
    }

    /** From when on samples must be read so that every rule can go on where it stands, but not before a time. */
    long replayFrom(long earliestMillis) {
        long now = clock.millis();
        long from = now;
        for (ActiveRule rule : table.all()) {
            RuleState state = looked.get(rule.uid());
            long through = rule.owned ? rule.throughMillis : state == null ? now : state.evaluatedThroughMillis();
            through = Math.clamp(through, Math.min(earliestMillis, now), now);
            if (rule.owned) {
                rule.throughMillis = Math.max(rule.throughMillis, through);
            }
            from = Math.min(from, through - rule.keepMillis());
        }
        coveredSinceMillis = from;
        looked = Map.of();
        mustReplay = false;
        backfill.cancel();
        return from;
    }

    /** The windows of all rules are filled, but for those that came meanwhile. */
    void fillAll() {
        ready.clear();
        table.all().forEach(rule -> rule.filled = !backfill.isFilling(rule));
    }

    /** The rules of ours that can be evaluated from now on. */
    List<ActiveRule> takeFilled() {
        for (ActiveRule rule : backfill.step(clock.millis())) {
            rule.filled = true;
            ready.add(rule);
        }
        List<ActiveRule> taken = ready.stream()
                .filter(rule -> rule.owned && rule == table.find(rule.uid()))
                .toList();
        ready.clear();
        return taken;
    }

    /** Whether samples must be read again, because a rule stands before what the windows hold. */
    boolean mustReplay() {
        return mustReplay;
    }

    /** Whether partitions have come or gone since the last call. */
    boolean takeOwnershipChanged() {
        boolean changed = ownershipChanged;
        ownershipChanged = false;
        return changed;
    }

    /** Resolves the alert that a word means, where it is ours. */
    void resolve(Acknowledgement word) {
        ActiveRule rule = table.find(word.ruleUid());
        if (rule != null && rule.owned && rule.published.rule() instanceof AlertRule definition) {
            runner.settle(rule, Transitions.resolve(definition, rule.state(), word));
        }
    }

    @Override
    public void close() {
        backfill.close();
    }
}
