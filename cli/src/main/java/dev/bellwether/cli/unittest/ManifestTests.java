package dev.bellwether.cli.unittest;

import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.alerting.manifest.Manifests;
import dev.bellwether.alerting.manifest.RuleTests;
import dev.bellwether.alerting.manifest.YamlMap;
import dev.bellwether.alerting.unittest.RuleTestReader;
import dev.bellwether.alerting.unittest.RuleTestReader.RuleTest;
import dev.bellwether.alerting.unittest.RuleTestReader.RuleTestList;
import dev.bellwether.model.alert.AlertRule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The tests that stand in the AlertRules of a file.
 *
 * @param tests those that could be read
 * @param errors what is wrong with the others, and with the rules
 */
record ManifestTests(List<RuleTest> tests, List<ManifestError> errors) {
    private static final Pattern MANIFEST = Pattern.compile("(?m)^apiVersion:\\s*[\"']?bellwether\\.dev/");

    ManifestTests {
        tests = List.copyOf(tests);
        errors = List.copyOf(errors);
    }

    /** Whether a text is one of manifests, not a file of tests. */
    static boolean areIn(String text) {
        return MANIFEST.matcher(text).find();
    }

    /** Reads them. */
    static ManifestTests read(String file, String text) {
        Manifests manifests = ManifestReader.read(file, text);
        List<ManifestError> errors = new ArrayList<>(manifests.errors());
        List<RuleTest> tests = new ArrayList<>();
        for (RuleTests ofRule : manifests.tests()) {
            for (var rule : manifests.rules()) {
                if (rule instanceof AlertRule alerting && alerting.uid().equals(ofRule.ruleUid())) {
                    RuleTestList read = RuleTestReader.read(alerting, file, list(ofRule, file, errors));
                    tests.addAll(read.tests());
                    errors.addAll(read.errors());
                }
            }
        }
        return new ManifestTests(tests, errors);
    }

    private static List<Node> list(RuleTests tests, String file, List<ManifestError> errors) {
        Node node = tests.tests();
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        errors.add(new ManifestError(file, YamlMap.line(node), YamlMap.column(node), "tests is no list"));
        return List.of();
    }

    /** The tests ready to be run. */
    List<NamedTest> named() {
        return tests.stream()
                .map(test -> new NamedTest(test.test().name(), test::run))
                .toList();
    }
}
