package dev.bellwether.alerting.unittest;

import dev.bellwether.alerting.manifest.RuleFile;
import dev.bellwether.alerting.replay.UnusableResultException;
import dev.bellwether.alerting.template.TemplateException;
import dev.bellwether.alerting.unittest.AlertExpectation.ExpectedAlert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.parser.PromqlDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs tests over groups of rules.
 *
 * <p>As in promtool time begins at 0; at every evaluation interval the samples up to then appear and all groups are
 * evaluated in order, up to the latest time that a test names; then expressions are looked at. Safe for use by many threads.
 */
public final class UnitTestRunner {
    private final Duration evaluationInterval;
    private final List<Rule> rules;

    /**
     * Composes a runner.
     *
     * @param evaluationInterval how often rules are evaluated, positive
     * @param rules the rules in the order of their evaluation
     */
    public UnitTestRunner(Duration evaluationInterval, List<Rule> rules) {
        if (evaluationInterval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "the evaluation interval is " + evaluationInterval + ", at least 1 ms is needed");
        }
        this.evaluationInterval = evaluationInterval;
        this.rules = List.copyOf(rules);
    }

    /** A runner for a file of tests and the groups of its rule files. */
    public static UnitTestRunner of(UnitTestFile file, List<RuleFile.Group> groups) {
        List<Rule> rules = groups.stream()
                .sorted(Comparator.comparingInt(
                        group -> Math.max(0, file.groupOrder().indexOf(group.name()))))
                .flatMap(group -> group.rules().stream())
                .map(RuleFile.LocatedRule::rule)
                .toList();
        return new UnitTestRunner(file.evaluationInterval(), rules);
    }

    /** Runs one test and says what failed, nothing where it passed. */
    public List<String> run(UnitTest test) {
        TestWorld world = new TestWorld(test, evaluationInterval);
        List<TestedRule> tested = new ArrayList<>();
        try {
            rules.forEach(rule -> tested.add(tested(rule, world)));
        } catch (TemplateException e) {
            return List.of("    err: " + e.getMessage());
        }
        Duration end = test.expectations().stream()
                .map(Expectation::time)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        List<String> failures = new ArrayList<>();
        for (Duration time = Duration.ZERO; time.compareTo(end) <= 0; time = time.plus(evaluationInterval)) {
            world.load(time.toMillis());
            evaluate(tested, time, failures);
            if (!failures.isEmpty()) {
                return failures;
            }
            compareAlerts(test, tested, time, failures);
        }
        for (Expectation expectation : test.expectations()) {
            if (expectation instanceof ExpressionExpectation expression) {
                expression.difference(world).ifPresent(failures::add);
            }
        }
        return failures;
    }

    private static TestedRule tested(Rule rule, TestWorld world) {
        return switch (rule) {
            case RecordingRule recording -> new RecordedRule(recording, world);
            case AlertRule alerting -> new TestedAlert(alerting, world);
        };
    }

    private static void evaluate(List<TestedRule> rules, Duration time, List<String> failures) {
        for (TestedRule rule : rules) {
            try {
                rule.evaluate(time.toMillis());
            } catch (QueryException | UnusableResultException e) {
                failures.add("    rule: " + rule.name() + ", time: " + PromqlDuration.print(time) + ", err: "
                        + e.getMessage());
            }
        }
    }

    /** Looks at what fires where a test names a time from now to before the next evaluation. */
    private void compareAlerts(UnitTest test, List<TestedRule> tested, Duration time, List<String> failures) {
        for (Expectation expectation : test.expectations()) {
            if (expectation instanceof AlertExpectation alerts
                    && alerts.time().compareTo(time) >= 0
                    && alerts.time().compareTo(time.plus(evaluationInterval)) < 0) {
                List<ExpectedAlert> firing = new ArrayList<>();
                for (TestedRule rule : tested) {
                    if (rule instanceof TestedAlert alert && alert.name().equals(alerts.alertName())) {
                        firing.addAll(alert.firing());
                    }
                }
                alerts.difference(firing).ifPresent(failures::add);
            }
        }
    }
}
