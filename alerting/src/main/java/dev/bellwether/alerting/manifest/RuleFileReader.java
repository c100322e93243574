package dev.bellwether.alerting.manifest;

import dev.bellwether.alerting.manifest.RuleFile.Group;
import dev.bellwether.alerting.manifest.RuleFile.LocatedRule;
import dev.bellwether.model.LabelText;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.model.alert.RuleSchedule;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlDuration;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import dev.bellwether.promql.parser.SyntaxError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads Prometheus's rule files and the Kubernetes objects {@code PrometheusRule}: groups of {@code record} and {@code
 * alert}. What Prometheus 3 refuses is an error here too, with its place; a rule with an error is left out alone, and all
 * errors of a text are found at once. Templates in labels and annotations are taken as they are.
 */
public final class RuleFileReader {
    private final String file;
    private final YamlText yaml;
    private final List<Group> groups = new ArrayList<>();
    private final Set<String> groupNames = new HashSet<>();

    private RuleFileReader(String file, String text) {
        this.file = file;
        this.yaml = new YamlText(file, text);
    }

    /**
     * Reads a text.
     *
     * @param file its name, for errors and as a part of the rules' uids
     */
    public static RuleFile read(String file, String text) {
        RuleFileReader reader = new RuleFileReader(file, text);
        reader.yaml.documents().forEach(reader::document);
        return new RuleFile(reader.groups, reader.yaml.errors());
    }

    private void document(Node document) {
        YamlMap root = new YamlMap("", document, document, yaml::add);
        if (root.has("kind")) {
            object(root);
        } else {
            root.maps("groups").forEach(this::group);
            root.finish();
        }
    }

    private void object(YamlMap root) {
        String kind = root.text("kind");
        if (!"PrometheusRule".equals(kind)) {
            root.error("kind", " is \"" + kind + "\", allowed is PrometheusRule");
            return;
        }
        YamlMap spec = root.map("spec");
        spec.maps("groups").forEach(this::group);
        spec.finish();
    }

    /** What the rules of a group have in common. */
    private record Frame(String key, Duration interval, Duration offset, int limit, Map<String, String> labels) {}

    private void group(YamlMap group) {
        String name = group.required("name");
        if (name != null && name.isEmpty()) {
            group.error("name", " is empty");
        } else if (name != null && !groupNames.add(name)) {
            group.error("name", " is \"" + name + "\", which is repeated in this file");
        }
        Frame frame = new Frame(
                file + ";" + name,
                group.value("interval", Duration.ZERO, PromqlDuration::parse),
                group.value("query_offset", Duration.ZERO, PromqlDuration::parse),
                group.value("limit", 0, RuleFileReader::limit),
                labels(group));
        // Thanos and Cortex know these; Prometheus's operator lets them pass.
        group.node("partial_response_strategy");
        List<LocatedRule> rules = new ArrayList<>();
        Map<String, Integer> uids = new HashMap<>();
        int position = 0;
        for (YamlMap rule : group.maps("rules")) {
            Rule read = rule(rule, frame, position++, uids);
            if (read != null) {
                rules.add(new LocatedRule(read, YamlMap.line(rule.place()), YamlMap.column(rule.place())));
            }
        }
        group.finish();
        groups.add(new Group(name == null ? "" : name, rules));
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 0) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a whole number is needed", e);
        }
        throw new IllegalArgumentException("at least 0 is needed");
    }

    private Map<String, String> labels(YamlMap owner) {
        YamlMap labels = owner.map("labels");
        Map<String, String> texts = labels.texts();
        for (String name : texts.keySet()) {
            if (name.isEmpty() || name.equals(Labels.METRIC_NAME)) {
                labels.error(name, " is no allowed name of a label");
            }
        }
        return texts;
    }

    private @Nullable Rule rule(YamlMap rule, Frame frame, int position, Map<String, Integer> uids) {
        int errorsBefore = yaml.errors().size();
        String record = rule.text("record");
        String alert = rule.text("alert");
        String expression = rule.required("expr");
        if (expression != null) {
            checkExpression(rule, expression);
        }
        Duration holdFor = rule.value("for", Duration.ZERO, PromqlDuration::parse);
        Duration keepFiringFor = rule.value("keep_firing_for", Duration.ZERO, PromqlDuration::parse);
        Map<String, String> labels = new LinkedHashMap<>(frame.labels());
        labels.putAll(labels(rule));
        Map<String, String> annotations = rule.map("annotations").texts();
        rule.finish();
        checkKind(rule, record, alert);
        if (yaml.errors().size() > errorsBefore || expression == null) {
            return null;
        }
        String name = record != null ? record : String.valueOf(alert);
        int repeated = uids.merge(name, 1, Integer::sum);
        String uid = frame.key() + ";" + name + (repeated > 1 ? ";" + repeated : "");
        RuleSchedule schedule =
                new RuleSchedule(frame.key(), position, frame.interval(), frame.offset(), Duration.ZERO, frame.limit());
        labels.keySet().removeIf(label -> label.isEmpty() || label.equals(Labels.METRIC_NAME));
        if (record != null) {
            return new RecordingRule(uid, name, expression, Labels.of(labels), schedule);
        }
        return new AlertRule(
                uid,
                name,
                expression,
                schedule,
                holdFor,
                keepFiringFor,
                AlertRule.NoData.Resolve,
                AlertRule.Mode.Active,
                Labels.of(labels),
                annotations);
    }

    private void checkKind(YamlMap rule, @Nullable String record, @Nullable String alert) {
        if (record != null && alert != null) {
            rule.error("alert", " and record stand in one rule, only one of them is allowed");
        } else if (record != null) {
            for (String key : List.of("for", "keep_firing_for", "annotations")) {
                if (rule.has(key)) {
                    rule.error(key, " stands in a recording rule, only alerts have it");
                }
            }
            if (record.isBlank()) {
                rule.error("record", " is empty");
            } else if (record.indexOf('{') >= 0 || record.indexOf('}') >= 0) {
                rule.error(
                        "record",
                        " is " + LabelText.quote(record) + ", a metric's name has no braces; should it be in expr?");
            }
        } else if (alert == null) {
            yaml.add(rule.place(), rule.path("record") + " is missing, one of record and alert is needed");
        } else if (alert.isBlank()) {
            rule.error("alert", " is empty");
        }
    }

    private void checkExpression(YamlMap rule, String expression) {
        try {
            PromqlParser.parse(expression, ParserOptions.ALL);
        } catch (PromqlSyntaxException e) {
            Node node = rule.node("expr");
            for (SyntaxError error : e.errors()) {
                String hint = error.suggestion() == null ? "" : "; did you mean \"" + error.suggestion() + "\"?";
                yaml.add(
                        node == null ? rule.place() : node,
                        error.span().start(),
                        rule.path("expr") + ": " + error.message() + hint);
            }
        }
    }
}
