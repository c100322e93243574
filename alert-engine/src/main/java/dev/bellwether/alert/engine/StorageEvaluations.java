package dev.bellwether.alert.engine;

import dev.bellwether.alerting.rules.RuleEvaluator;
import dev.bellwether.alerting.rules.RuleFailedException;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Evaluates rules that reach farther back than windows do, on a thread of its own: storage may be slow or away, and other
 * rules must not wait for it. Asked and answered on the engine's thread.
 */
final class StorageEvaluations implements AutoCloseable {
    private final RuleEvaluator evaluator;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("alert-storage").daemon(true).factory());
    private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private final Set<ActiveRule> asked = new HashSet<>();

    StorageEvaluations(RuleEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** Asks for a rule's evaluation at an instant; a rule whose last one is still under way is left out. */
    void ask(ActiveRule rule, long timestampMillis, RuleRunner runner) {
        if (!asked.add(rule)) {
            return;
        }
        thread.execute(() -> {
            try {
                answers.add(answer(rule, timestampMillis, runner));
            } catch (RuleFailedException e) {
                answers.add(() -> runner.failed(rule, e));
            } catch (RuntimeException e) {
                answers.add(() -> runner.failed(rule, new RuleFailedException("storage does not answer: " + e, e)));
            } finally {
                answers.add(() -> asked.remove(rule));
            }
        });
    }

    private Runnable answer(ActiveRule rule, long timestampMillis, RuleRunner runner) {
        if (rule.alerting()) {
            var evaluation = evaluator.evaluate(rule.compiled, timestampMillis);
            return () -> runner.fromStorage(rule, evaluation);
        }
        var samples = evaluator.record(rule.compiled, timestampMillis);
        return () -> runner.fromStorage(rule, samples, timestampMillis);
    }

    /** Takes the answers that have come. */
    void takeAnswers() {
        for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
