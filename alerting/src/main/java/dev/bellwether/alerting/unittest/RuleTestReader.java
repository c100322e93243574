package dev.bellwether.alerting.unittest;

import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.manifest.YamlMap;
import dev.bellwether.alerting.unittest.AlertExpectation.ExpectedAlert;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.promql.parser.PromqlDuration;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import dev.bellwether.promql.script.SequenceValue;
import dev.bellwether.promql.script.SeriesDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the tests that stand in an AlertRule, under {@code spec.tests}: promtool's, in the style of Kubernetes.
 *
 * <pre>{@code
 * tests:
 *   - name: load is high for five minutes
 *     interval: 1m                     # distance of the samples, 1m where it is missing
 *     inputSeries:
 *       - {series: 'load{host="a"}', values: '10x10'}
 *     alerts:
 *       - {at: 4m, firing: []}
 *       - at: 5m
 *         firing:
 *           - labels: {host: a, severity: page}
 *             annotations: {summary: load is 10}   # not compared where it is missing
 * }</pre>
 */
public final class RuleTestReader {
    private static final Duration STANDARD_INTERVAL = Duration.ofMinutes(1);

    private final AlertRule rule;
    private final String file;
    private final List<ManifestError> errors = new ArrayList<>();

    private RuleTestReader(AlertRule rule, String file) {
        this.rule = rule;
        this.file = file;
    }

    /**
     * The tests of a rule.
     *
     * @param tests those that could be read
     * @param errors what is wrong with the others
     */
    public record RuleTestList(List<RuleTest> tests, List<ManifestError> errors) {
        public RuleTestList {
            tests = List.copyOf(tests);
            errors = List.copyOf(errors);
        }
    }

    /**
     * A test of one rule.
     *
     * @param evaluationInterval how often the rule is evaluated
     */
    public record RuleTest(AlertRule rule, Duration evaluationInterval, UnitTest test) {
        /** Runs the test and says what failed, nothing where it passed. */
        public List<String> run() {
            return new UnitTestRunner(evaluationInterval, List.of(rule)).run(test);
        }
    }

    /**
     * Reads tests.
     *
     * @param file shown in errors
     * @param tests the list under {@code tests}
     */
    public static RuleTestList read(AlertRule rule, String file, List<Node> tests) {
        RuleTestReader reader = new RuleTestReader(rule, file);
        List<RuleTest> read = new ArrayList<>();
        for (int i = 0; i < tests.size(); i++) {
            int before = reader.errors.size();
            Node node = tests.get(i);
            RuleTest test = reader.test(new YamlMap("tests[" + i + "]", node, node, reader::error));
            if (reader.errors.size() == before) {
                read.add(test);
            }
        }
        return new RuleTestList(read, reader.errors);
    }

    private void error(Node node, String message) {
        errors.add(new ManifestError(file, YamlMap.line(node), YamlMap.column(node), message));
    }

    private RuleTest test(YamlMap map) {
        String name = map.text("name");
        Duration interval = positive(map, "interval", STANDARD_INTERVAL);
        Duration own = rule.schedule().interval();
        Duration evaluationInterval = positive(map, "evaluationInterval", own.isZero() ? interval : own);
        List<SeriesDescription> series = new ArrayList<>();
        for (YamlMap input : map.maps("inputSeries")) {
            Labels labels = parsed(input, "series", PromqlParser::parseSeries);
            List<SequenceValue> values = parsed(input, "values", SeriesDescription::parseValues);
            input.finish();
            if (labels != null && values != null) {
                series.add(new SeriesDescription(labels, values));
            }
        }
        List<Expectation> expectations = new ArrayList<>();
        map.maps("alerts").forEach(each -> expectations.add(alerts(each)));
        Labels externalLabels = Labels.of(map.map("externalLabels").texts());
        String externalUrl = map.text("externalUrl");
        map.finish();
        if (expectations.isEmpty()) {
            map.error("alerts", " expects nothing; at least one time with what fires then is needed");
        }
        return new RuleTest(
                rule,
                evaluationInterval,
                new UnitTest(
                        name == null ? "" : name,
                        interval,
                        series,
                        expectations,
                        externalLabels,
                        externalUrl == null ? "" : externalUrl));
    }

    private Expectation alerts(YamlMap map) {
        map.required("at");
        Duration time = map.value("at", Duration.ZERO, PromqlDuration::parse);
        List<ExpectedAlert> alerts = new ArrayList<>();
        for (YamlMap alert : map.maps("firing")) {
            Map<String, String> labels = alert.map("labels").texts();
            Map<String, String> annotations =
                    alert.has("annotations") ? alert.map("annotations").texts() : null;
            alert.finish();
            alerts.add(new ExpectedAlert(AlertExpectation.labels(rule.name(), labels), annotations));
        }
        map.finish();
        return new AlertExpectation(rule.name(), time, alerts);
    }

    private static Duration positive(YamlMap map, String key, Duration fallback) {
        Duration duration = map.value(key, fallback, PromqlDuration::parse);
        if (duration.isZero()) {
            map.error(key, " is zero, more is needed");
            return fallback;
        }
        return duration;
    }

    private static <T> @Nullable T parsed(YamlMap map, String key, Function<String, T> parser) {
        String text = map.required(key);
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (PromqlSyntaxException e) {
            map.error(key, " is \"" + text + "\": " + e.getMessage());
            return null;
        }
    }
}
