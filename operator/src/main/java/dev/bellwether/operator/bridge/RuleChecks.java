package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.alerting.manifest.Manifests;
import dev.bellwether.alerting.manifest.RuleTests;
import dev.bellwether.alerting.unittest.RuleTestReader;
import dev.bellwether.crds.rule.AlertRuleStatus.PreviewResult;
import dev.bellwether.crds.rule.AlertRuleStatus.TestResults;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.operator.bridge.BridgeSettings.QueryAccess;
import dev.bellwether.operator.bridge.preview.RulePreview;
import dev.bellwether.operator.bridge.preview.RulePreview.Answer;
import dev.bellwether.promql.parser.PromqlDuration;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Runs the unit tests of rules, and asks what they would have done: on a thread of its own, one after the other, so that nothing
 * that is in a hurry waits for it. {@link #run} is called by the bridge's thread, which the answers come back to.
 */
final class RuleChecks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RuleChecks.class);
    private static final int MOST_FAILURES = 20;

    private final Clock clock;
    private final Consumer<Runnable> back;
    private final Consumer<ObjectKey> touched;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("rule-checks").daemon(true).factory());

    /**
     * Prepares.
     *
     * @param clock tells up to when the past goes
     * @param back has something done on the bridge's thread
     * @param touched told there whose answers have changed
     */
    RuleChecks(Clock clock, Consumer<Runnable> back, Consumer<ObjectKey> touched) {
        this.clock = clock;
        this.back = back;
        this.touched = touched;
    }

    /** Looks after rules that were read again. */
    void run(List<RuleEntry> entries, BridgeSettings settings) {
        for (RuleEntry entry : entries) {
            RuleReading reading = entry.reading;
            if (reading != null) {
                test(entry, reading);
                preview(entry, reading, settings);
            }
        }
    }

    private void test(RuleEntry entry, RuleReading reading) {
        WatchedObject object = entry.object;
        if (entry.tested == object.generation()) {
            return;
        }
        entry.tested = object.generation();
        if (reading.tests().isEmpty()) {
            entry.tests = null;
            return;
        }
        submit(() -> {
            TestResults results = tests(object);
            back.accept(() -> {
                if (entry.tested == object.generation()) {
                    entry.tests = results;
                    touched.accept(object.key());
                }
            });
        });
    }

    /** Asks again only where the question or the rule is another one; of what stands in the status the generation says so. */
    private void preview(RuleEntry entry, RuleReading reading, BridgeSettings settings) {
        WatchedObject object = entry.object;
        String last = last(object);
        if (last.isEmpty() || reading.rules().isEmpty() || !(reading.rules().getFirst() instanceof AlertRule rule)) {
            entry.previewed = "";
            entry.preview = last.isEmpty() ? null : entry.preview;
            return;
        }
        PreviewResult known = entry.preview;
        String question = last + " " + rule;
        boolean answered = entry.previewed.isEmpty()
                && known != null
                && known.last().equals(last)
                && known.wouldHaveFired() != null
                && Long.valueOf(object.generation()).equals(known.generation());
        if (question.equals(entry.previewed) || answered) {
            entry.previewed = question;
            return;
        }
        entry.previewed = question;
        submit(() -> {
            Answer answer = ask(rule, last, settings.query());
            back.accept(() -> {
                if (question.equals(entry.previewed)) {
                    entry.preview = new PreviewResult(last, answer.firings(), answer.text(), object.generation());
                    touched.accept(object.key());
                }
            });
        });
    }

    private static String last(WatchedObject object) {
        return object.spec().get("preview") instanceof Map<?, ?> preview && preview.get("last") instanceof String text
                ? text
                : "";
    }

    private Answer ask(AlertRule rule, String last, @Nullable QueryAccess query) {
        if (query == null) {
            return new Answer(null, "cannot be told: the stack has no API");
        }
        try (RulePreview preview = new RulePreview(query.address(), query.authorities())) {
            return preview.ask(rule, PromqlDuration.parse(last), clock.instant());
        } catch (IllegalArgumentException e) {
            return new Answer(null, "cannot be told: " + e.getMessage());
        }
    }

    private void submit(Runnable task) {
        try {
            worker.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.warn("a rule cannot be checked", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.trace("closed");
        }
    }

    /** The tests see the rule as it is written: neither overrides nor the namespace are its author's business. */
    static @Nullable TestResults tests(WatchedObject object) {
        Manifests read = ManifestReader.read(object.key().name(), object.manifest());
        int passed = 0;
        int failed = 0;
        List<String> failures = new ArrayList<>();
        for (RuleTests tests : read.tests()) {
            AlertRule rule = find(read.rules(), tests.ruleUid());
            if (rule == null) {
                continue;
            }
            List<Node> nodes = tests.tests() instanceof SequenceNode list ? list.getValue() : List.of();
            RuleTestReader.RuleTestList list = RuleTestReader.read(rule, tests.file(), nodes);
            for (ManifestError error : list.errors()) {
                failures.add(error.message());
            }
            failed += nodes.size() - list.tests().size();
            for (RuleTestReader.RuleTest test : list.tests()) {
                List<String> differences = test.run();
                if (differences.isEmpty()) {
                    passed++;
                } else {
                    failed++;
                    differences.forEach(difference -> failures.add(
                            (test.test().name().isEmpty() ? "" : test.test().name() + ": ") + difference.strip()));
                }
            }
        }
        return passed + failed == 0
                ? null
                : new TestResults(passed, failed, failures.subList(0, Math.min(failures.size(), MOST_FAILURES)));
    }

    private static @Nullable AlertRule find(List<Rule> rules, String uid) {
        return rules.stream()
                .filter(rule -> rule.uid().equals(uid))
                .map(rule -> rule instanceof AlertRule alert ? alert : null)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
