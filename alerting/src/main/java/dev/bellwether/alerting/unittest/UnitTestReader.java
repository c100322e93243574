package dev.bellwether.alerting.unittest;

import dev.bellwether.alerting.manifest.YamlMap;
import dev.bellwether.alerting.manifest.YamlText;
import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlDuration;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import dev.bellwether.promql.parser.SyntaxError;
import dev.bellwether.promql.script.HistogramDescription;
import dev.bellwether.promql.script.SequenceValue;
import dev.bellwether.promql.script.SeriesDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads promtool's unit tests of rules; all errors of a file are found at once. */
public final class UnitTestReader {
    private final YamlText yaml;
    private Duration evaluationInterval = Duration.ofMinutes(1);
    private boolean fuzzy;

    private UnitTestReader(YamlText yaml) {
        this.yaml = yaml;
    }

    /** Reads a file of tests; what is wrong with it stands in the result. */
    public static UnitTestFile read(String file, String text) {
        YamlText yaml = new YamlText(file, text);
        List<Node> documents = yaml.documents();
        if (documents.isEmpty()) {
            return new UnitTestFile(List.of(), Duration.ofMinutes(1), List.of(), false, List.of(), yaml.errors());
        }
        return new UnitTestReader(yaml).file(documents.getFirst());
    }

    private UnitTestFile file(Node document) {
        YamlMap root = new YamlMap("", document, document, yaml::add);
        List<String> ruleFiles = texts(root, "rule_files");
        evaluationInterval = duration(root, "evaluation_interval", evaluationInterval);
        List<String> order = texts(root, "group_eval_order");
        Set<String> seen = new HashSet<>();
        for (String group : order) {
            if (!seen.add(group)) {
                root.error("group_eval_order", " has \"" + group + "\" twice");
            }
        }
        fuzzy = root.value("fuzzy_compare", false, UnitTestReader::flag);
        List<UnitTest> tests = root.maps("tests").stream().map(this::test).toList();
        root.finish();
        return new UnitTestFile(ruleFiles, evaluationInterval, order, fuzzy, tests, yaml.errors());
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("allowed are true and false");
        };
    }

    private List<String> texts(YamlMap owner, String key) {
        List<String> texts = new ArrayList<>();
        for (Node element : owner.list(key)) {
            if (element instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                yaml.add(element, owner.path(key) + " has " + YamlMap.describe(element) + ", a text is needed");
            }
        }
        return texts;
    }

    private static Duration duration(YamlMap owner, String key, Duration fallback) {
        Duration duration = owner.value(key, fallback, PromqlDuration::parse);
        return duration.isZero() ? fallback : duration;
    }

    private UnitTest test(YamlMap test) {
        String name = test.text("name");
        Duration interval = duration(test, "interval", evaluationInterval);
        List<SeriesDescription> series = new ArrayList<>();
        for (YamlMap input : test.maps("input_series")) {
            Labels labels = parsed(input, "series", PromqlParser::parseSeries);
            List<SequenceValue> values = parsed(input, "values", SeriesDescription::parseValues);
            input.finish();
            if (labels != null && values != null) {
                series.add(new SeriesDescription(labels, values));
            }
        }
        List<Expectation> expectations = new ArrayList<>();
        test.maps("promql_expr_test").forEach(each -> addExpression(each, expectations));
        test.maps("alert_rule_test").forEach(each -> addAlert(each, expectations));
        Labels externalLabels = Labels.of(test.map("external_labels").texts());
        String externalUrl = test.text("external_url");
        test.finish();
        return new UnitTest(
                name == null ? "" : name,
                interval,
                series,
                expectations,
                externalLabels,
                externalUrl == null ? "" : externalUrl);
    }

    private void addExpression(YamlMap test, List<Expectation> expectations) {
        Expression expression = parsed(test, "expr", text -> PromqlParser.parse(text, ParserOptions.ALL));
        String text = test.text("expr");
        Duration time = test.value("eval_time", Duration.ZERO, PromqlDuration::parse);
        List<ExpectedSample> samples =
                test.maps("exp_samples").stream().map(this::sample).toList();
        test.finish();
        if (expression != null && text != null) {
            expectations.add(new ExpressionExpectation(text, expression, time, samples, fuzzy));
        }
    }

    private static void addAlert(YamlMap test, List<Expectation> expectations) {
        Duration time = test.value("eval_time", Duration.ZERO, PromqlDuration::parse);
        String name = test.required("alertname");
        List<AlertExpectation.ExpectedAlert> alerts = new ArrayList<>();
        for (YamlMap alert : test.maps("exp_alerts")) {
            Map<String, String> labels = alert.map("exp_labels").texts();
            Map<String, String> annotations = alert.map("exp_annotations").texts();
            alert.finish();
            if (name != null) {
                alerts.add(new AlertExpectation.ExpectedAlert(AlertExpectation.labels(name, labels), annotations));
            }
        }
        test.finish();
        if (name != null) {
            expectations.add(new AlertExpectation(name, time, alerts));
        }
    }

    private ExpectedSample sample(YamlMap sample) {
        Labels labels = null;
        String text = sample.text("labels");
        if (text != null && !text.isBlank()) {
            labels = parsed(sample, "labels", PromqlParser::parseSeries);
        }
        double value = sample.value("value", 0.0, UnitTestReader::number);
        NativeHistogram histogram =
                sample.has("histogram") ? parsed(sample, "histogram", HistogramDescription::parse) : null;
        if (sample.has("histogram") && sample.has("value")) {
            sample.error("histogram", " and value stand in one sample, only one of them is allowed");
        }
        sample.finish();
        return new ExpectedSample(labels == null ? Labels.EMPTY : labels, value, histogram);
    }

    private static double number(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
            case "-inf", "-.inf" -> Double.NEGATIVE_INFINITY;
            case "nan", ".nan" -> Double.NaN;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException("a number is needed", e);
                }
            }
        };
    }

    /** A value that is read from a text; its errors get their places in the file. */
    private <T> @Nullable T parsed(YamlMap owner, String key, Function<String, T> parser) {
        String text = owner.required(key);
        Node node = owner.node(key);
        if (text == null || node == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (PromqlSyntaxException e) {
            for (SyntaxError error : e.errors()) {
                String hint = error.suggestion() == null ? "" : "; did you mean \"" + error.suggestion() + "\"?";
                yaml.add(node, error.span().start(), owner.path(key) + ": " + error.message() + hint);
            }
            return null;
        }
    }
}
