package dev.bellwether.alert.engine;

import dev.bellwether.alert.engine.WindowFiller.Watcher;
import dev.bellwether.alert.window.SeriesWindow.Place;
import dev.bellwether.alert.window.WindowStore;
import dev.bellwether.alerting.rules.RuleEvaluator;
import dev.bellwether.alerting.rules.RuleTexts;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.evaluation.QueryEngine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates rules on the stream, in event time. Several engines share the rules by partitions; each keeps the windows of all.
 *
 * <p>After a start it learns the rules, shares them with other engines, and reads samples again from before the oldest
 * evaluation, so that what happened meanwhile is evaluated at its own time. From then on a rule is evaluated as samples of
 * its series come, and by the timetable. {@link #views} and {@link #isLive} may be called from any thread; the rest happens on the one
 * thread that calls {@link #step}.
 */
public final class AlertEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertEngine.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration VIEW_PATIENCE = Duration.ofSeconds(2);
    private static final long REPLAY_CHUNK_MILLIS = 30_000;
    private static final long SHARING_PATIENCE_MILLIS = 15_000;

    private final EngineConfig config;
    private final EnginePorts ports;
    private final Clock clock;
    private final WindowStore windows = new WindowStore();
    private final EngineMetrics metrics;
    private final RuleTable table;
    private final WindowFiller filler;
    private final Outbox outbox;
    private final RuleRunner runner;
    private final RecordedSamples recorded;
    private final CatchUp catchUp;
    private final RuleChanges changes;
    private final Housekeeping housekeeping;
    private final @Nullable StorageEvaluations storage;
    private final Arrivals arrivals = new Arrivals();
    private final SampleFeed feed;
    private final AtomicReference<@Nullable CompletableFuture<List<RuleView>>> asked = new AtomicReference<>();
    private volatile Phase phase = Phase.LEARNING;
    private long phaseSinceMillis;
    private long replayFromMillis;
    private long replayedMillis;
    private @Nullable Object lastResolutions;

    /** How far a start has come. */
    private enum Phase {
        /** Reading which rules there are. */
        LEARNING,
        /** Waiting for this engine's share of the partitions. */
        SHARING,
        /** Reading samples again. */
        REPLAYING,
        LIVE
    }

    /**
     * Composes an engine.
     *
     * @param texts makes what renders labels and annotations, of a reader of the windows for the engine's thread
     */
    public AlertEngine(
            EngineConfig config,
            EnginePorts ports,
            QueryEngine queries,
            Function<SeriesReader, RuleTexts> texts,
            MeterRegistry registry,
            Clock clock) {
        this.config = config;
        this.ports = ports;
        this.clock = clock;
        this.metrics = new EngineMetrics(registry);
        RuleEvaluator evaluator = new RuleEvaluator(queries, windows, windows, texts.apply(windows), config.lookback());
        this.table = new RuleTable(config, evaluator, metrics, ports.storage() != null);
        this.filler = new WindowFiller(windows, table.index());
        this.outbox = new Outbox(ports.states(), config.name());
        this.recorded = new RecordedSamples(ports.sink(), filler, arrivals);
        this.runner = new RuleRunner(
                evaluator, outbox, recorded, metrics, config.lookback().toMillis());
        this.catchUp = new CatchUp(windows, runner, table.timetable());
        this.changes = new RuleChanges(table, filler, outbox, runner, ports, clock);
        this.housekeeping = new Housekeeping(config, table, windows, filler, metrics);
        SeriesReader stored = ports.storage();
        this.storage = stored == null ? null : new StorageEvaluations(evaluator.over(stored));
        this.feed = ports.feeds().get();
        this.phaseSinceMillis = clock.millis();
    }

    /** How each rule that this engine owns does; waits up to two seconds for the engine's thread. */
    public List<RuleView> views() {
        CompletableFuture<List<RuleView>> answer =
                asked.updateAndGet(before -> before == null || before.isDone() ? new CompletableFuture<>() : before);
        if (answer == null) {
            return List.of();
        }
        try {
            return answer.get(VIEW_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        }
    }

    /** Whether what happened while no engine ran has been evaluated, and what happens now is. */
    public boolean isLive() {
        return phase == Phase.LIVE;
    }

    /** One round: learn what has changed, read what has come, evaluate what it touches, write what has changed. */
    public void step() {
        switch (phase) {
            case LEARNING -> learn();
            case SHARING -> share();
            case REPLAYING -> replay();
            case LIVE -> live();
        }
        giveUp(outbox.flush(clock.millis()));
        answerViews();
    }

    private void learn() {
        changes.learn(ports.rules().poll());
        if (ports.rules().caughtUp()) {
            changes.lookAtStates();
            enter(Phase.SHARING);
        } else {
            Thread.onSpinWait();
        }
    }

    /** Samples are not read before it is known from when on they matter; other engines may be slow to share. */
    private void share() {
        ports.ownership().poll(changes);
        if (ports.ownership().settled() || clock.millis() - phaseSinceMillis > SHARING_PATIENCE_MILLIS) {
            startReplay();
        }
    }

    private void startReplay() {
        long now = clock.millis();
        replayFromMillis = changes.replayFrom(now - config.maxCatchUp().toMillis());
        replayedMillis = 0;
        windows.clear();
        filler.forget();
        table.all().forEach(rule -> rule.filled = false);
        feed.rewind(replayFromMillis);
        LOG.info("alert engine starts: {} rules, samples since {}", table.all().size(), replayFromMillis);
        enter(Phase.REPLAYING);
    }

    private void enter(Phase next) {
        phase = next;
        phaseSinceMillis = clock.millis();
    }

    private void replay() {
        ports.ownership().poll(changes);
        changes.learn(ports.rules().poll());
        for (SampleFeed.Arrival arrival : feed.poll(POLL)) {
            filler.append(arrival, WindowFiller.QUIET);
            if (filler.newestMillis() - replayedMillis >= REPLAY_CHUNK_MILLIS) {
                replayedMillis = filler.newestMillis();
                table.owned().toList().forEach(this::catchUpReplayed);
            }
        }
        if (feed.caughtUp()) {
            changes.fillAll();
            table.owned().filter(rule -> rule.filled).toList().forEach(this::becomeLive);
            enter(Phase.LIVE);
            LOG.info("alert engine is live: {} series in windows", windows.size());
        }
    }

    private void catchUpReplayed(ActiveRule rule) {
        catchUp.through(rule, filler.newestMillis() - rule.latenessMillis(), clock.millis() - replayFromMillis);
    }

    /** A rule whose windows are filled is evaluated up to now. */
    private void becomeLive(ActiveRule rule) {
        rule.filled = true;
        catchUpReplayed(rule);
        if (rule.live() && rule.alerting()) {
            runner.whole(rule, Math.max(rule.eventTimeMillis, rule.throughMillis));
        }
        outbox.touch(rule);
    }

    private void live() {
        changes.learn(ports.rules().poll());
        ports.ownership().poll(changes);
        for (ActiveRule rule : changes.takeFilled()) {
            becomeLive(rule);
        }
        if (changes.mustReplay()) {
            startReplay();
            return;
        }
        for (SampleFeed.Arrival arrival : feed.poll(POLL)) {
            filler.append(arrival, arrivals);
            arrivals.evaluateRipe();
        }
        arrivals.evaluateDirty();
        if (storage != null) {
            storage.takeAnswers();
        }
        table.timetable().run(clock.millis(), this::due);
        resolveByHand();
        housekeeping.run(clock.millis());
    }

    private void due(Timetable.Group group, long instant) {
        for (ActiveRule rule : List.copyOf(group.rules)) {
            if (!rule.owned || !rule.filled) {
                continue;
            }
            if (rule.paused()) {
                rule.throughMillis = Math.max(rule.throughMillis, instant);
            } else if (rule.readsStorage && storage != null) {
                storage.ask(rule, instant, runner);
            } else if (rule.latenessMillis() > 0) {
                evaluateDelayed(rule, instant);
            } else if (!rule.alerting()) {
                catchUp.through(rule, instant, 0);
            } else if (CatchUp.hasNothingToWaitFor(rule)) {
                runner.rest(rule, instant);
            } else if (rule.incremental
                    || instant - rule.wholeMillis >= table.timetable().periodMillis(rule) / 2) {
                runner.whole(rule, instant);
            }
            if (rule.alerting()) {
                recorded.alerts(rule, instant);
            }
            outbox.touch(rule);
        }
    }

    /** What is older than the lateness is final; where every sender is silent, the clock says what is older. */
    private void evaluateDelayed(ActiveRule rule, long instant) {
        long newest =
                Math.max(filler.newestMillis(), instant - table.timetable().periodMillis(rule));
        catchUp.through(rule, newest - rule.latenessMillis(), 0);
    }

    private void resolveByHand() {
        var words = ports.resolutions().current();
        if (words != lastResolutions || changes.takeOwnershipChanged()) {
            lastResolutions = words;
            words.forEach(word -> changes.resolve(word));
        }
    }

    private void giveUp(Set<Integer> partitions) {
        partitions.forEach(changes::gone);
    }

    private void answerViews() {
        CompletableFuture<List<RuleView>> answer = asked.getAndSet(null);
        if (answer != null) {
            answer.complete(table.owned().map(rule -> rule.view(config.name())).toList());
        }
    }

    /** What samples do to rules, while they come. */
    private final class Arrivals implements WindowFiller.Listener {
        private final Set<ActiveRule> dirty = new LinkedHashSet<>();
        private final Set<ActiveRule> ripe = new LinkedHashSet<>();

        @Override
        public void newest(Watcher watcher, long timestampMillis, double value, @Nullable NativeHistogram histogram) {
            ActiveRule rule = watcher.rule;
            if (rule.live() && rule.incremental) {
                runner.element(watcher, timestampMillis, value, histogram);
            } else if (rule.owned && rule.filled && rule.alerting() && !rule.paused()) {
                if (!rule.dirty) {
                    rule.dirty = true;
                    dirty.add(rule);
                }
                if (rule.eventTimeMillis >= rule.wholeMillis + CatchUp.STEP_MILLIS) {
                    ripe.add(rule);
                }
            }
        }

        @Override
        public void late(ActiveRule rule, long timestampMillis, Place place) {
            if (!rule.owned) {
                return;
            }
            if (place == Place.BETWEEN && timestampMillis > rule.throughMillis) {
                rule.corrections++;
                metrics.foldedIn();
            } else {
                rule.tooLate++;
                metrics.tooLate();
            }
        }

        /** A batch has come: rules that it has moved on by a second are evaluated before the next one. */
        void evaluateRipe() {
            if (ripe.isEmpty()) {
                return;
            }
            // What a rule records may make another one ripe.
            List<ActiveRule> moved = List.copyOf(ripe);
            ripe.clear();
            for (ActiveRule rule : moved) {
                if (rule.latenessMillis() == 0) {
                    dirty.remove(rule);
                    evaluate(rule);
                }
            }
        }

        /** All that has come is in the windows: the rest is evaluated unless that was done within its last second. */
        void evaluateDirty() {
            long now = clock.millis();
            List<ActiveRule> due = dirty.stream()
                    .filter(rule -> now - rule.evaluatedAtMillis >= cadenceMillis(rule))
                    .toList();
            for (ActiveRule rule : due) {
                dirty.remove(rule);
                evaluate(rule);
            }
        }

        private long cadenceMillis(ActiveRule rule) {
            return Math.min(1_000, table.timetable().periodMillis(rule));
        }

        private void evaluate(ActiveRule rule) {
            rule.dirty = false;
            if (!rule.owned || !rule.filled || rule.paused() || rule != table.find(rule.uid())) {
                return;
            }
            rule.evaluatedAtMillis = clock.millis();
            if (rule.latenessMillis() > 0) {
                evaluateDelayed(rule, rule.eventTimeMillis);
            } else {
                runner.whole(rule, rule.eventTimeMillis);
            }
        }
    }

    @Override
    public void close() {
        if (storage != null) {
            storage.close();
        }
        metrics.close();
        changes.close();
        feed.close();
        ports.ownership().close();
        ports.rules().close();
        ports.states().close();
    }
}
