package dev.bellwether.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.alerting.manifest.Manifests;
import dev.bellwether.alerting.manifest.RuleTests;
import dev.bellwether.alerting.unittest.RuleTestReader;
import dev.bellwether.alerting.unittest.RuleTestReader.RuleTest;
import dev.bellwether.alerting.unittest.RuleTestReader.RuleTestList;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Each shipped rule can be read, has a test that passes, texts for people, and a runbook. */
class ShippedRulesTest {
    private static final Path RUNBOOKS = Chart.PROJECT.resolve("docs/runbooks");
    private static final List<String> SECTIONS = List.of("## Meaning", "## Impact", "## Diagnosis", "## Mitigation");

    @TestFactory
    Stream<DynamicTest> unitTestsPass() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : ShippedRules.files()) {
            Manifests manifests = read(file);
            for (RuleTests ofRule : manifests.tests()) {
                AlertRule rule = rule(manifests, ofRule.ruleUid());
                RuleTestList list = RuleTestReader.read(
                        rule, file.getFileName().toString(), ((SequenceNode) ofRule.tests()).getValue());
                assertThat(list.errors()).as(rule.name()).isEmpty();
                for (RuleTest test : list.tests()) {
                    tests.add(DynamicTest.dynamicTest(
                            rule.name(), () -> assertThat(test.run()).isEmpty()));
                }
            }
        }
        return tests.stream();
    }

    @Test
    void everyRuleHasATestThatSeesItFireAndOneThatDoesNot() {
        ShippedRules.specs().forEach((name, spec) -> {
            List<Object> tests = Yaml.list(Yaml.map(spec).get("tests"));
            assertThat(tests).as(name + " has tests").isNotEmpty();
            List<Object> expectations = tests.stream()
                    .flatMap(test -> Yaml.list(Yaml.map(test).get("alerts")).stream())
                    .map(alerts -> Yaml.map(alerts).getOrDefault("firing", List.of()))
                    .toList();
            assertThat(expectations)
                    .as(name + " is quiet once")
                    .anyMatch(firing -> Yaml.list(firing).isEmpty());
            assertThat(expectations)
                    .as(name + " fires once")
                    .anyMatch(firing -> !Yaml.list(firing).isEmpty());
        });
    }

    @Test
    void everyRuleHasItsTexts() {
        ShippedRules.specs().forEach((name, spec) -> {
            Map<String, Object> annotations = Yaml.map(Yaml.map(spec).get("annotations"));
            assertThat(annotations).as(name).containsOnlyKeys("summary", "description", "runbook_url");
            assertThat(String.valueOf(annotations.get("runbook_url")))
                    .as(name)
                    .endsWith("/docs/runbooks/" + name + ".md");
            assertThat(Yaml.text(spec, "severity")).as(name).isIn("critical", "warning", "info");
        });
    }

    @Test
    void everyRuleHasARunbookThatIsListed() throws IOException {
        String contents = Files.readString(RUNBOOKS.resolve("README.md"));
        for (Map.Entry<String, Object> rule : ShippedRules.specs().entrySet()) {
            Path page = RUNBOOKS.resolve(rule.getKey() + ".md");
            assertThat(page).exists();
            String text = Files.readString(page);
            assertThat(text)
                    .as(rule.getKey())
                    .startsWith("# " + rule.getKey() + "\n")
                    .contains(SECTIONS);
            assertThat(text).as("the expression of " + rule.getKey()).contains(Yaml.text(rule.getValue(), "expr"));
            assertThat(contents).contains("(" + rule.getKey() + ".md)");
        }
    }

    @Test
    void everyRunbookHasItsRuleAndLinksThatLeadSomewhere() throws IOException {
        Set<String> names = new HashSet<>(ShippedRules.specs().keySet());
        names.add("README");
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            for (Path page : pages.toList()) {
                assertThat(names).contains(page.getFileName().toString().replace(".md", ""));
                Matcher link = Pattern.compile("]\\(([^)#:]+)\\)").matcher(Files.readString(page));
                while (link.find()) {
                    assertThat(page.resolveSibling(link.group(1)).normalize())
                            .as("a link of " + page)
                            .exists();
                }
            }
        }
    }

    @Test
    void everyMetricIsOneThatBellwetherCollects() throws IOException {
        // given
        Set<String> known = new TreeSet<>();
        for (String line : Files.readAllLines(Chart.FOLDER.resolve("src/test/resources/metrics.txt"))) {
            known.add(line.split("\t", 2)[0]);
        }

        // when
        Set<String> used = new TreeSet<>();
        ShippedRules.specs()
                .forEach((name, spec) ->
                        addMetrics(PromqlParser.parse(Yaml.text(spec, "expr"), ParserOptions.STABLE), used));

        // then
        assertThat(used).isEqualTo(known);
    }

    private static void addMetrics(Expression expression, Set<String> names) {
        if (expression instanceof Expression.VectorSelector selector) {
            selector.matchers().stream()
                    .filter(matcher -> matcher.name().equals(Labels.METRIC_NAME))
                    .forEach(matcher -> names.add(matcher.value()));
        }
        Children.of(expression).forEach(child -> addMetrics(child, names));
    }

    private static Manifests read(Path file) {
        Manifests manifests = ManifestReader.read(file.getFileName().toString(), ShippedRules.text(file));
        assertThat(manifests.errors()).isEmpty();
        assertThat(manifests.invalid()).isEmpty();
        return manifests;
    }

    private static AlertRule rule(Manifests manifests, String uid) {
        return manifests.rules().stream()
                .filter(rule -> rule.uid().equals(uid))
                .map(AlertRule.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
