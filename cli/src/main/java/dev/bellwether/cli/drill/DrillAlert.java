package dev.bellwether.cli.drill;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.ExternalAlert;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The test alert of a drill: the labels of a rule's alerts, marked, with a label that no other drill has.
 *
 * @param labels what it is sent with
 * @param annotations its text for people
 */
record DrillAlert(Map<String, String> labels, Map<String, String> annotations) {
    private static final String TEMPLATE = "{{";

    /**
     * Makes one for a rule of the server.
     *
     * @param rule the rule's name
     * @param person who drills
     * @throws CommandFailure where the server has no such rule
     */
    static DrillAlert of(ApiClient client, String rule, String person, Instant now) {
        Map<String, ?> data = JsonTree.object(
                client.get("/api/v1/rules", List.of(Map.entry("type", "alert"))).data());
        TreeSet<String> names = new TreeSet<>();
        for (Object group : JsonTree.list(data.get("groups"))) {
            for (Object one : JsonTree.list(JsonTree.object(group).get("rules"))) {
                Map<String, ?> candidate = JsonTree.object(one);
                String name = JsonTree.text(candidate.get("name"));
                if (name.equals(rule)) {
                    return of(candidate, rule, person, now);
                }
                names.add(name);
            }
        }
        throw new CommandFailure("no alerting rule is named \"" + rule + "\""
                + (names.isEmpty() ? "; the server has none at all" : "; there are " + String.join(", ", names)));
    }

    private static DrillAlert of(Map<String, ?> rule, String name, String person, Instant now) {
        Map<String, String> labels = new TreeMap<>();
        JsonTree.object(rule.get("labels")).forEach((label, value) -> labels.put(label, plain(JsonTree.text(value))));
        labels.put("alertname", name);
        labels.put("drill", "true");
        labels.put("drill_id", Long.toString(now.toEpochMilli(), 36));
        Map<String, String> annotations = new TreeMap<>();
        JsonTree.object(rule.get("annotations"))
                .forEach((annotation, value) -> annotations.put(annotation, plain(JsonTree.text(value))));
        annotations.put("summary", "Fire drill of " + name + ": a test, nothing is wrong.");
        annotations.put("description", person + " tries whether alerts of " + name + " arrive. Nothing is to be done.");
        return new DrillAlert(labels, annotations);
    }

    /** Nothing stands behind the templates of a drill. */
    private static String plain(String text) {
        return text.contains(TEMPLATE) ? "drill" : text;
    }

    String fingerprint() {
        return new ExternalAlert(Labels.of(labels), annotations, 0, 0, "").fingerprint();
    }

    /** Sends it. */
    void post(ApiClient client, Instant endsAt) {
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("labels", labels);
        alert.put("annotations", annotations);
        alert.put("endsAt", endsAt.toString());
        client.change("/api/v2/alerts", List.of(alert));
    }
}
