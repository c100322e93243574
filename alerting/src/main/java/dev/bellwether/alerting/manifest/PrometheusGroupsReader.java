package dev.bellwether.alerting.manifest;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.Mode;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.model.alert.RuleSchedule;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads {@code groups} as they stand in Prometheus's rule files and in {@code PrometheusRule} objects.
 *
 * <p>A rule's uid is {@code <where>/<group>/<name>}, with {@code #2}, {@code #3} … for those of a group that have the same name:
 * it stays when other rules come and go. Stateless.
 */
final class PrometheusGroupsReader {
    private final String where;
    private final NoData noData;
    private final RuleSink sink;

    /**
     * Composes a reader.
     *
     * @param where begins every uid and group: the object's namespace and name, or the file's
     * @param noData what becomes of alerts whose series fall silent
     */
    PrometheusGroupsReader(String where, NoData noData, RuleSink sink) {
        this.where = where;
        this.noData = noData;
        this.sink = sink;
    }

    /** What all rules of a group share. */
    private record Group(String uid, Duration interval, Duration offset, int limit, Map<String, String> labels) {
        RuleSchedule schedule(int position) {
            return new RuleSchedule(uid, position, interval, offset, Duration.ZERO, limit);
        }
    }

    /** Reads the list under {@code groups}. */
    void read(YamlMap parent) {
        Set<String> names = new HashSet<>();
        int position = 0;
        for (Node node : parent.list("groups")) {
            group(new YamlMap(parent.qualified("groups[" + position + "]"), node, node, sink::error), node, names);
            position++;
        }
    }

    private void group(YamlMap map, Node node, Set<String> names) {
        int mark = sink.mark();
        String name = map.required("name");
        if (name != null && name.isBlank()) {
            sink.error(node, map.qualified("name") + " is blank");
        } else if (name != null && !names.add(name)) {
            sink.error(node, map.qualified("name") + " is \"" + name + "\", and so is an earlier group's");
        }
        Group group = new Group(
                where + "/" + (name == null ? "" : name),
                RuleFields.duration(map, "interval"),
                RuleFields.duration(map, "query_offset"),
                RuleFields.limit(map, "limit"),
                RuleFields.labels(map, "labels", sink));
        // Known to Thanos alone; it says nothing about one store.
        map.text("partial_response_strategy");
        List<Node> rules = map.list("rules");
        map.finish();
        if (name == null) {
            return;
        }
        boolean clean = sink.clean(mark);
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            YamlMap rule = new YamlMap(map.qualified("rules[" + i + "]"), rules.get(i), rules.get(i), sink::error);
            // What is wrong with the group is wrong with each of its rules.
            rule(rule, rules.get(i), group, i, seen, clean ? sink.mark() : mark);
        }
    }

    private void rule(YamlMap map, Node node, Group group, int position, Map<String, Integer> seen, int mark) {
        boolean records = map.has("record");
        if (records == map.has("alert")) {
            sink.error(node, map.name() + (records ? " has both record and alert" : " has neither record nor alert"));
        }
        String alert = map.text("alert");
        String record = map.text("record");
        String found = records ? record : alert;
        String name = found == null ? "" : found;
        int number = seen.merge(name, 1, Integer::sum);
        String uid = group.uid() + "/" + name + (number == 1 ? "" : "#" + number);
        if (name.isBlank()) {
            sink.error(node, map.qualified(records ? "record" : "alert") + " is blank");
        }
        String expression = RuleFields.expression(map, "expr", sink);
        Map<String, String> labels = new LinkedHashMap<>(group.labels());
        labels.putAll(RuleFields.labels(map, "labels", sink));
        if (records) {
            recording(map, node, uid, name, expression == null ? "" : expression, labels, group, position, mark);
        } else {
            alerting(map, node, uid, name, expression == null ? "" : expression, labels, group, position, mark);
        }
    }

    private void recording(
            YamlMap map,
            Node node,
            String uid,
            String name,
            String expression,
            Map<String, String> labels,
            Group group,
            int position,
            int mark) {
        for (String key : List.of("for", "keep_firing_for", "annotations")) {
            if (map.node(key) != null) {
                sink.error(node, map.qualified(key) + " is not allowed in a rule that records");
            }
        }
        map.finish();
        if (name.contains("{") || name.contains("}")) {
            sink.error(node, map.qualified("record") + " is \"" + name + "\", a metric's name is needed");
        }
        sink.rule(
                mark,
                node,
                uid,
                name,
                group.uid(),
                expression,
                () -> new RecordingRule(uid, name, expression, Labels.of(labels), group.schedule(position)));
    }

    private void alerting(
            YamlMap map,
            Node node,
            String uid,
            String name,
            String expression,
            Map<String, String> labels,
            Group group,
            int position,
            int mark) {
        Duration holdFor = RuleFields.duration(map, "for");
        Duration keepFiringFor = RuleFields.duration(map, "keep_firing_for");
        Map<String, String> annotations = RuleFields.annotations(map, "annotations", sink);
        map.finish();
        sink.rule(
                mark,
                node,
                uid,
                name,
                group.uid(),
                expression,
                () -> new AlertRule(
                        uid,
                        name,
                        expression,
                        group.schedule(position),
                        holdFor,
                        keepFiringFor,
                        noData,
                        Mode.Active,
                        Labels.of(labels),
                        annotations));
    }
}
