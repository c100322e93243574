package dev.bellwether.cli.unittest;

import dev.bellwether.alerting.manifest.RuleFile;
import dev.bellwether.alerting.manifest.RuleFile.LocatedRule;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.parser.PromqlDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs the tests of a file over the groups of its rule files.
 *
 * <p>As in promtool time begins at 0; at every evaluation interval the samples up to then appear and all groups are
 * evaluated in order, up to the latest time that a test names; then expressions are looked at. Safe for use by many threads.
 */
final class UnitTestRunner {
    private final UnitTestFile file;
    private final List<RuleFile.Group> groups;

    UnitTestRunner(UnitTestFile file, List<RuleFile.Group> groups) {
        this.file = file;
        this.groups = groups.stream()
                .sorted(Comparator.comparingInt(
                        group -> Math.max(0, file.groupOrder().indexOf(group.name()))))
                .toList();
    }

    /** Runs one test and says what failed, nothing where it passed. */
    List<String> run(UnitTest test) {
        TestWorld world = new TestWorld(test, file.evaluationInterval());
        List<RecordedRule> rules = rules();
        Duration end = test.expectations().stream()
                .map(Expectation::time)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        List<String> failures = new ArrayList<>();
        for (Duration time = Duration.ZERO; time.compareTo(end) <= 0; time = time.plus(file.evaluationInterval())) {
            world.load(time.toMillis());
            evaluate(rules, world, time, failures);
            if (!failures.isEmpty()) {
                return failures;
            }
            for (Expectation expectation : test.expectations()) {
                expectation.evaluated(world, time);
            }
        }
        test.expectations().forEach(expectation -> expectation.difference(world).ifPresent(failures::add));
        return failures;
    }

    private List<RecordedRule> rules() {
        List<RecordedRule> rules = new ArrayList<>();
        for (RuleFile.Group group : groups) {
            for (LocatedRule located : group.rules()) {
                if (located.rule() instanceof RecordingRule recording) {
                    rules.add(new RecordedRule(recording));
                }
            }
        }
        return rules;
    }

    private static void evaluate(List<RecordedRule> rules, TestWorld world, Duration time, List<String> failures) {
        for (RecordedRule rule : rules) {
            try {
                rule.evaluate(world, time.toMillis());
            } catch (QueryException e) {
                failures.add("    rule: " + rule.name() + ", time: " + PromqlDuration.print(time) + ", err: "
                        + e.getMessage());
            }
        }
    }
}
