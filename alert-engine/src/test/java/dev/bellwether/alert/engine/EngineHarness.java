package dev.bellwether.alert.engine;

import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.rules.TemplateTexts;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An engine over a log in memory, with a clock that moves with the samples. */
final class EngineHarness {
    static final long START = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();

    final List<SampleFeed.Arrival> log = new ArrayList<>();
    final Map<String, RuleState> states = new HashMap<>();
    final Map<String, RuleStatus> statuses = new TreeMap<>();
    final List<AlertTransition> announced = new ArrayList<>();
    final List<Recorded> recorded = new ArrayList<>();
    final TestClock clock = new TestClock();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    List<Acknowledgement> words = List.of();

    boolean fenced;
    int writes;
    private final Map<String, PublishedRule> rules = new LinkedHashMap<>();
    private final Map<String, SeriesBlock> blocks = new HashMap<>();
    private FakeRuleLog ruleLog = new FakeRuleLog();
    private AlertEngine engine = newEngine();
    private boolean started;
    private int pollsBeforeOwnership;
    private boolean owned;
    private @Nullable SeriesReader storage;

    /** What a rule has written. */
    record Recorded(String ruleUid, long timestampMillis, Labels labels, double value) {}

    /** Puts these rules into force, instead of all before. */
    void rules(Rule... wanted) {
        Set<String> gone = new HashSet<>(rules.keySet());
        for (Rule rule : wanted) {
            gone.remove(rule.uid());
            PublishedRule before = rules.get(rule.uid());
            if (before == null || !before.rule().equals(rule)) {
                PublishedRule next = new PublishedRule(rule, before == null ? 1 : before.generation() + 1, "test");
                rules.put(rule.uid(), next);
                ruleLog.changes.add(new RuleLog.Change(rule.uid(), 0, next));
            }
        }
        gone.forEach(uid -> {
            rules.remove(uid);
            ruleLog.changes.add(new RuleLog.Change(uid, 0, null));
        });
    }

    /** Gives the engine a storage; before it starts. */
    void storage(SeriesReader reader) {
        storage = reader;
        engine = newEngine();
    }

    /** Starts the engine with rules. */
    void start(Rule... wanted) {
        rules(wanted);
        step();
    }

    /** Loses everything but the log and starts again. */
    void restart() {
        ruleLog = new FakeRuleLog();
        rules.forEach((uid, rule) -> ruleLog.changes.add(new RuleLog.Change(uid, 0, rule)));
        engine = newEngine();
        started = false;
        step();
    }

    /** The same, where the log still has an earlier form of a rule and partitions come late. */
    void restartLateAfter(Rule earlier) {
        ruleLog = new FakeRuleLog();
        ruleLog.changes.add(new RuleLog.Change(earlier.uid(), 0, new PublishedRule(earlier, 1, "test")));
        rules.forEach((uid, rule) -> ruleLog.changes.add(new RuleLog.Change(uid, 0, rule)));
        pollsBeforeOwnership = 2;
        engine = newEngine();
        started = false;
        step();
    }

    /** One round; at the start as many as it takes. */
    void step() {
        for (int i = 0; i < (started ? 1 : 5); i++) {
            engine.step();
        }
        started = true;
    }

    /** Lets time pass second by second, without samples. */
    void pass(Duration duration) {
        Instant until = clock.now.plus(duration);
        while (clock.now.isBefore(until)) {
            clock.now = clock.now.plusSeconds(1);
            step();
        }
    }

    RuleStatus status(String uid) {
        return Objects.requireNonNull(statuses.get(uid), uid);
    }

    RuleState state(String uid) {
        return Objects.requireNonNull(states.get(uid), uid);
    }

    List<RuleView> views() {
        CompletableFuture<List<RuleView>> views = CompletableFuture.supplyAsync(engine::views);
        while (!views.isDone()) {
            engine.step();
        }
        return views.join();
    }

    void arrive(String instance, int seconds, double value) {
        arrive("node_load1", instance, START + seconds * 1_000L, value);
    }

    void arrive(String metric, String instance, long time, double value) {
        SeriesBlock block = blocks.computeIfAbsent(
                metric,
                name -> new SeriesBlock(
                        List.of(new SeriesDescriptor(Labels.of("__name__", name), MetricMetadata.UNKNOWN))));
        SampleBatch batch = new SampleBatch(
                new BatchIdentity(instance.isEmpty() ? "engine" : instance, 1, log.size() + 1),
                instance.isEmpty() ? Labels.EMPTY : Labels.of("instance", instance),
                Labels.EMPTY,
                List.of(new Section(block, new Values.Frame(time, new double[] {value}))),
                List.of());
        log.add(new SampleFeed.Arrival(batch, clock.millis()));
    }

    /** Lets the clock stand at so many seconds after the start. */
    void at(int seconds) {
        clock.now = Instant.ofEpochMilli(START).plusSeconds(seconds);
    }

    /** A sample arrives as it is taken. */
    void sample(String instance, int seconds, double value) {
        clock.now = Instant.ofEpochMilli(Math.max(clock.millis(), START + seconds * 1_000L));
        arrive(instance, seconds, value);
    }

    List<String> transitions() {
        return announced.stream()
                .map(transition -> transition.alert().state() + " "
                        + transition.alert().labels().getOrEmpty("instance"))
                .toList();
    }

    private AlertEngine newEngine() {
        owned = false;
        return new AlertEngine(
                EngineConfig.of("test"),
                new EnginePorts(
                        ruleLog,
                        new FakeOwnership(),
                        new FakeLog(),
                        FakeFeed::new,
                        (uid, generation, time, samples) -> samples.forEach(
                                point -> recorded.add(new Recorded(uid, time, point.labels(), point.value()))),
                        () -> words,
                        storage),
                new QueryEngine(QueryOptions.DEFAULT),
                series -> new TemplateTexts(new QueryEngine(QueryOptions.DEFAULT), series, Labels.EMPTY, "http://here"),
                registry,
                clock);
    }

    private static final class FakeRuleLog implements RuleLog {
        private final List<Change> changes = new ArrayList<>();

        @Override
        public List<Change> poll() {
            List<Change> taken = List.copyOf(changes);
            changes.clear();
            return taken;
        }

        @Override
        public boolean caughtUp() {
            return changes.isEmpty();
        }

        @Override
        public void close() {}
    }

    private final class FakeOwnership implements Ownership {
        private boolean assigned;
        private int polls;

        @Override
        public void poll(Listener listener) {
            if (!assigned && polls++ >= pollsBeforeOwnership) {
                assigned = true;
                listener.assigned(Set.of(0));
            }
        }

        @Override
        public boolean settled() {
            return assigned;
        }

        @Override
        public void close() {}
    }

    private final class FakeFeed implements SampleFeed {
        private int position;

        @Override
        public void rewind(long sinceMillis) {
            position = 0;
            while (position < log.size() && log.get(position).appendedAtMillis() < sinceMillis) {
                position++;
            }
        }

        @Override
        public List<Arrival> poll(Duration atMost) {
            List<Arrival> arrivals = List.copyOf(log.subList(position, log.size()));
            position = log.size();
            return arrivals;
        }

        @Override
        public boolean caughtUp() {
            return position == log.size();
        }

        @Override
        public void close() {}
    }

    private final class FakeLog implements StateLog {
        @Override
        public Map<String, RuleState> look() {
            return Map.copyOf(states);
        }

        @Override
        public Map<Integer, Map<String, RuleState>> takeOver(Set<Integer> partitions) {
            owned = true;
            return Map.of(0, Map.copyOf(states));
        }

        @Override
        public void release(int partition) {}

        @Override
        public void write(int partition, List<Update> updates) {
            if (fenced) {
                throw new FencedException("another engine", new IllegalStateException());
            }
            if (!owned) {
                throw new IllegalStateException("partition " + partition + " was not taken over");
            }
            writes++;
            for (Update update : updates) {
                RuleState state = update.state();
                if (RuleState.NEW.equals(state)) {
                    states.remove(update.ruleUid());
                    statuses.remove(update.ruleUid());
                } else if (state != null) {
                    states.put(update.ruleUid(), state);
                }
                RuleStatus status = update.status();
                if (status != null) {
                    statuses.put(update.ruleUid(), status);
                }
                announced.addAll(update.transitions());
            }
        }

        @Override
        public void close() {}
    }

    /** A clock that stands until somebody moves it. */
    static final class TestClock extends Clock {
        Instant now = Instant.ofEpochMilli(START);

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
