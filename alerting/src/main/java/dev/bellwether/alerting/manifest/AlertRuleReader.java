package dev.bellwether.alerting.manifest;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.Mode;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.RuleSchedule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the {@code spec} of an {@code AlertRule}. Stateless. */
final class AlertRuleReader {
    private AlertRuleReader() {}

    /**
     * Reads one rule into the sink.
     *
     * @param mark where the sink stood before the manifest, so that an error in its metadata makes it invalid
     */
    static void read(YamlMap spec, Node place, String namespace, String name, int mark, RuleSink sink) {
        String uid = namespace + "/" + name;
        String given = alertName(spec, sink);
        String alert = given == null ? name : given;
        String expression = RuleFields.expression(spec, "expr", sink);
        Duration holdFor = RuleFields.duration(spec, "for");
        Duration keepFiringFor = RuleFields.duration(spec, "keepFiringFor");
        Duration interval = RuleFields.duration(spec, "interval");
        Duration offset = RuleFields.duration(spec, "offset");
        Duration lateness = RuleFields.duration(spec, "lateness");
        int limit = RuleFields.limit(spec, "limit");
        NoData noData = RuleFields.choice(spec, "noData", NoData.KeepState);
        Mode mode = RuleFields.choice(spec, "mode", Mode.Active);
        String severity = spec.text("severity");
        Map<String, String> labels = new LinkedHashMap<>(RuleFields.labels(spec, "labels", sink));
        Map<String, String> annotations = RuleFields.annotations(spec, "annotations", sink);
        Node tests = spec.node("tests");
        preview(spec);
        spec.finish();
        if (severity != null) {
            labels.put("severity", severity);
        }
        if (tests != null) {
            sink.tests(uid, tests);
        }
        String text = expression == null ? "" : expression;
        sink.rule(
                mark,
                place,
                uid,
                alert,
                uid,
                expression,
                () -> new AlertRule(
                        uid,
                        alert,
                        text,
                        new RuleSchedule(uid, 0, interval, offset, lateness, limit),
                        holdFor,
                        keepFiringFor,
                        noData,
                        mode,
                        Labels.of(labels),
                        annotations));
    }

    /** A question about the past, which the operator answers; a file's is answered by {@code bellwether backtest}. */
    private static void preview(YamlMap spec) {
        if (spec.has("preview")) {
            YamlMap preview = spec.map("preview");
            String unused = preview.required("last");
            if (RuleFields.duration(preview, "last").isZero()) {
                preview.error("last", " is zero; how far to look back is needed, for instance 24h");
            }
            preview.finish();
        }
    }

    /** The alerts' name where it is not the object's, which Kubernetes wants in lower case. */
    private static @Nullable String alertName(YamlMap spec, RuleSink sink) {
        Node place = spec.node("alert");
        String name = spec.text("alert");
        if (place != null && name != null && name.isBlank()) {
            sink.error(place, spec.qualified("alert") + " is blank, a name is needed; without it, it is metadata.name");
            return null;
        }
        return name;
    }
}
