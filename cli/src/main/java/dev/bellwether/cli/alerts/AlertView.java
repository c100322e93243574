package dev.bellwether.cli.alerts;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.Moments;
import dev.bellwether.model.LabelText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One alert that fires, as the server tells it.
 *
 * @param labels its labels, sorted by name
 * @param silencedBy ids of the silences that hide it
 * @param inhibitedBy fingerprints of the alerts that make it superfluous
 * @param mutedBy what keeps it quiet at this time
 * @param acknowledgedBy who has acknowledged it, empty for nobody
 * @param tree all that the server says of it
 */
record AlertView(
        String fingerprint,
        Map<String, String> labels,
        Map<String, String> annotations,
        @Nullable Instant since,
        String value,
        String threshold,
        String rule,
        List<String> receivers,
        List<String> silencedBy,
        List<String> inhibitedBy,
        List<String> mutedBy,
        String acknowledgedBy,
        Map<String, ?> tree) {

    /**
     * Asks for alerts.
     *
     * @param parameters as {@code /api/v2/alerts} takes them
     */
    static List<AlertView> read(ApiClient client, List<Map.Entry<String, String>> parameters) {
        if (!(client.tree("/api/v2/alerts", parameters) instanceof List<?> alerts)) {
            throw new ApiException(client.base() + " does not list alerts; is it Bellwether?");
        }
        return alerts.stream().map(alert -> of(JsonTree.object(alert))).toList();
    }

    private static AlertView of(Map<String, ?> json) {
        Map<String, ?> status = JsonTree.object(json.get("status"));
        return new AlertView(
                JsonTree.text(json.get("fingerprint")),
                texts(json.get("labels")),
                texts(json.get("annotations")),
                Moments.parse(JsonTree.text(json.get("startsAt"))),
                JsonTree.text(json.get("value")),
                JsonTree.text(json.get("threshold")),
                JsonTree.text(json.get("rule")),
                JsonTree.list(json.get("receivers")).stream()
                        .map(receiver -> JsonTree.text(JsonTree.object(receiver).get("name")))
                        .toList(),
                JsonTree.texts(status.get("silencedBy")),
                JsonTree.texts(status.get("inhibitedBy")),
                JsonTree.texts(status.get("mutedBy")),
                JsonTree.text(json.get("acknowledgedBy")),
                json);
    }

    static Map<String, String> texts(@Nullable Object json) {
        Map<String, String> texts = new TreeMap<>();
        JsonTree.object(json).forEach((name, value) -> texts.put(name, JsonTree.text(value)));
        return texts;
    }

    String name() {
        return labels.getOrDefault("alertname", "");
    }

    /** What it does: {@code silenced} and {@code inhibited} before {@code muted}, {@code acknowledged} and {@code active}. */
    String state() {
        return !silencedBy.isEmpty()
                ? "silenced"
                : !inhibitedBy.isEmpty()
                        ? "inhibited"
                        : !mutedBy.isEmpty() ? "muted" : acknowledgedBy.isEmpty() ? "active" : "acknowledged";
    }

    /** The labels beside the name, in a line. */
    String otherLabels() {
        return labels.entrySet().stream()
                .filter(label -> !label.getKey().equals("alertname"))
                .map(label -> label.getKey() + "=" + LabelText.quote(label.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** The name and the labels in braces. */
    String identity() {
        return name() + "{" + otherLabels() + "}";
    }

    /** The value, and what it is compared with. */
    String comparison() {
        return value + (threshold.isEmpty() ? "" : " (threshold " + threshold + ")");
    }
}
