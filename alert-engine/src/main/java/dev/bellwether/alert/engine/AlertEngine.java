package dev.bellwether.alert.engine;

import dev.bellwether.alert.notify.Notification;
import dev.bellwether.alert.window.WindowStore;
import dev.bellwether.alerting.rules.CompiledRule;
import dev.bellwether.alerting.rules.RuleEvaluator;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.alerting.state.Transitions;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates rules on the stream, in event time.
 *
 * <p>A rule is evaluated as soon as samples of its series have come, and every {@link #IDLE_INTERVAL} without any. After a
 * start the log is read again from before the last evaluation, so that what happened in between is evaluated at its own
 * time. {@link #rules} may be called from any thread; the rest happens on the thread that calls {@link #step}.
 */
public final class AlertEngine implements AutoCloseable {
    /** How long a rule waits for samples before it is evaluated without. */
    public static final Duration IDLE_INTERVAL = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(AlertEngine.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long EVENT_TIME_STEP_MILLIS = 1_000;
    private static final Duration MEMORY_OF_SILENCE = Duration.ofHours(1);

    private final SampleFeed feed;
    private final StateLog log;
    private final WindowStore windows;
    private final RuleEvaluator evaluator;
    private final WindowFiller filler;
    private final Clock clock;
    private final Duration lookback;
    private final AtomicReference<@Nullable List<AlertRule>> wanted = new AtomicReference<>();
    private final Map<String, ActiveRule> active = new LinkedHashMap<>();
    private Map<String, RuleState> restored = new HashMap<>();
    private volatile List<RuleStatus> statuses = List.of();
    private long sweptAtMillis;

    public AlertEngine(
            SampleFeed feed,
            StateLog log,
            WindowStore windows,
            RuleEvaluator evaluator,
            Clock clock,
            Duration lookback) {
        this.feed = feed;
        this.log = log;
        this.windows = windows;
        this.evaluator = evaluator;
        this.filler = new WindowFiller(windows);
        this.clock = clock;
        this.lookback = lookback;
    }

    /** Puts these rules into force, instead of all before; rules that stay keep their state. */
    public void rules(List<AlertRule> rules) {
        wanted.set(List.copyOf(rules));
    }

    /** How each rule in force does. */
    public List<RuleStatus> status() {
        return statuses;
    }

    /** Takes the log over; call once, before the first {@link #step}. */
    public void start() {
        restored = new HashMap<>(log.restore());
        LOG.info("alert engine starts with the states of {} rules", restored.size());
    }

    /**
     * One round: change rules, read what has come, evaluate what it touches, write what has changed.
     *
     * @throws StateLog.FencedException where another engine has taken over
     */
    public void step() {
        List<AlertRule> rules = wanted.getAndSet(null);
        if (rules != null) {
            log.write(change(rules));
        }
        Map<String, StateLog.Update> updates = new LinkedHashMap<>();
        for (SampleFeed.Arrival arrival : feed.poll(POLL)) {
            filler.append(arrival, active.values());
            evaluateTouched(updates, EVENT_TIME_STEP_MILLIS);
        }
        evaluateTouched(updates, 0);
        if (feed.caughtUp()) {
            evaluateIdle(updates);
        }
        log.write(List.copyOf(updates.values()));
        sweep();
        boolean filled = feed.caughtUp();
        statuses = active.values().stream().map(rule -> rule.status(filled)).toList();
    }

    private List<StateLog.Update> change(List<AlertRule> rules) {
        long now = clock.millis();
        Map<String, ActiveRule> before = new HashMap<>(active);
        List<StateLog.Update> updates = new ArrayList<>();
        boolean needsMore = false;
        active.clear();
        for (AlertRule rule : rules) {
            ActiveRule known = before.remove(rule.uid());
            if (known != null && known.compiled.rule().equals(rule)) {
                active.put(rule.uid(), known);
                continue;
            }
            Optional<CompiledRule> compiled = compile(rule, lookback);
            if (compiled.isPresent()) {
                RuleState state = known != null ? known.state : restored.remove(rule.uid());
                if (state == null) {
                    // It says nothing of the past, and from now on its progress is known over restarts.
                    state = new RuleState(now, Map.of());
                    updates.add(new StateLog.Update(rule.uid(), state, List.of()));
                }
                active.put(rule.uid(), new ActiveRule(compiled.get(), state));
                needsMore = true;
            } else if (known != null) {
                active.put(rule.uid(), known);
            }
        }
        for (ActiveRule gone : before.values()) {
            updates.add(end(gone.compiled.rule(), gone.state, now));
        }
        filler.rulesChanged();
        if (needsMore) {
            feed.rewind(oldestNeeded(now));
        }
        LOG.info("rules in force: {}", active.size());
        return updates;
    }

    private static Optional<CompiledRule> compile(AlertRule rule, Duration lookback) {
        try {
            return Optional.of(CompiledRule.compile(rule, lookback));
        } catch (PromqlSyntaxException e) {
            LOG.warn("rule={} is not in force: {}", rule.uid(), e.getMessage());
            return Optional.empty();
        }
    }

    private StateLog.Update end(AlertRule rule, RuleState state, long now) {
        Transitions.Outcome outcome = Transitions.end(state, now);
        return new StateLog.Update(rule.uid(), RuleState.NEW, notifications(rule, outcome));
    }

    private long oldestNeeded(long now) {
        long oldest = now;
        for (ActiveRule rule : active.values()) {
            long from = Math.min(now, rule.state.evaluatedThroughMillis())
                    - rule.compiled.window().toMillis();
            oldest = Math.min(oldest, from);
        }
        return oldest;
    }

    private void evaluateTouched(Map<String, StateLog.Update> updates, long eventTimeStepMillis) {
        for (ActiveRule rule : active.values()) {
            long through = rule.state.evaluatedThroughMillis();
            boolean due = feed.caughtUp()
                    ? rule.eventTimeMillis >= through + eventTimeStepMillis || eventTimeStepMillis == 0
                    : rule.eventTimeMillis > through + eventTimeStepMillis;
            if (rule.dirty && due) {
                evaluate(rule, Math.max(rule.eventTimeMillis, through), updates);
            }
        }
    }

    private void evaluateIdle(Map<String, StateLog.Update> updates) {
        long now = clock.millis();
        for (ActiveRule rule : active.values()) {
            if (now - rule.state.evaluatedThroughMillis() >= IDLE_INTERVAL.toMillis()) {
                evaluate(rule, now, updates);
            }
        }
    }

    private void evaluate(ActiveRule rule, long timestampMillis, Map<String, StateLog.Update> updates) {
        long started = System.nanoTime();
        rule.dirty = false;
        AlertRule definition = rule.compiled.rule();
        try {
            Transitions.Outcome outcome =
                    Transitions.next(definition, rule.state, evaluator.evaluate(rule.compiled, timestampMillis));
            List<Notification> notifications = new ArrayList<>(notifications(definition, outcome));
            StateLog.Update earlier = updates.get(rule.uid());
            if (earlier != null) {
                notifications.addAll(0, earlier.notifications());
            }
            boolean changed = !outcome.state().alerts().equals(rule.state.alerts()) || !notifications.isEmpty();
            boolean worthKeeping = changed || earlier != null || isMinuteBoundary(rule.state, outcome.state());
            rule.state = outcome.state();
            if (worthKeeping) {
                updates.put(rule.uid(), new StateLog.Update(rule.uid(), rule.state, notifications));
            }
            rule.error = "";
        } catch (QueryException | IllegalStateException e) {
            if (!rule.error.equals(e.getMessage())) {
                LOG.warn("rule={} cannot be evaluated: {}", rule.uid(), e.getMessage());
            }
            rule.error = String.valueOf(e.getMessage());
        }
        rule.evaluationSeconds = (System.nanoTime() - started) / 1e9;
    }

    /** Progress of a rule at rest is kept once a minute: evaluating a minute again changes nothing. */
    private static boolean isMinuteBoundary(RuleState before, RuleState after) {
        return before.evaluatedThroughMillis() / 60_000 != after.evaluatedThroughMillis() / 60_000;
    }

    private static List<Notification> notifications(AlertRule rule, Transitions.Outcome outcome) {
        return outcome.announced().stream()
                .map(alert -> Notification.of(rule, alert))
                .toList();
    }

    private void sweep() {
        long now = clock.millis();
        if (now - sweptAtMillis > 60_000) {
            sweptAtMillis = now;
            long longestWindow = active.values().stream()
                    .mapToLong(rule -> rule.compiled.window().toMillis())
                    .max()
                    .orElse(0);
            windows.forgetSilentSince(now - Math.max(longestWindow, MEMORY_OF_SILENCE.toMillis()));
            filler.windowsForgotten();
        }
    }

    @Override
    public void close() {
        feed.close();
        log.close();
    }
}
