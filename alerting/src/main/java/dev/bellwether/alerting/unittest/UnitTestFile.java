package dev.bellwether.alerting.unittest;

import dev.bellwether.alerting.manifest.ManifestError;
import java.time.Duration;
import java.util.List;

/**
 * A file of unit tests of rules, in promtool's format.
 *
 * @param ruleFiles names or patterns of rule files, seen from the test file's directory
 * @param evaluationInterval how often rules are evaluated
 * @param groupOrder names of groups in the order in which they are evaluated; others come with the first
 * @param fuzzyCompare whether numbers may differ by their last bit
 * @param errors what is wrong with the file; then nothing is run
 */
public record UnitTestFile(
        List<String> ruleFiles,
        Duration evaluationInterval,
        List<String> groupOrder,
        boolean fuzzyCompare,
        List<UnitTest> tests,
        List<ManifestError> errors) {
    public UnitTestFile {
        ruleFiles = List.copyOf(ruleFiles);
        groupOrder = List.copyOf(groupOrder);
        tests = List.copyOf(tests);
        errors = List.copyOf(errors);
    }
}
