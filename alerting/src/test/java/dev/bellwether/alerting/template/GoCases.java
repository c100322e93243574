package dev.bellwether.alerting.template;

import dev.bellwether.alerting.template.NotificationData.NotifiedAlert;
import dev.bellwether.model.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Templates with what Go's own packages make of them, and the data that they see. */
final class GoCases {
    private GoCases() {}

    /** A template and what it gives: an output or an error. */
    record Case(
            String template,
            @Nullable String output,
            @Nullable String error) {
        @Override
        public String toString() {
            return template;
        }
    }

    static List<Case> read(String resource) {
        try (InputStream in = GoCases.class.getResourceAsStream(resource)) {
            List<Case> cases = new ArrayList<>();
            for (JsonNode node : new JsonMapper().readTree(in)) {
                cases.add(new Case(
                        node.get("template").asString(),
                        node.has("output") ? node.get("output").asString() : null,
                        node.has("error") ? node.get("error").asString() : null));
            }
            return cases;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, @Nullable Object> ruleData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("Labels", new LabelMap(Map.of("instance", "host.example.org:9100", "job", "node")));
        data.put("ExternalLabels", new LabelMap(Map.of("cluster", "c1")));
        data.put("ExternalURL", "http://x.example:9090/prom");
        data.put("Value", 12345.678);
        data.put("Int", 7);
        data.put("Neg", -3);
        data.put("Zero", 0);
        data.put("Float", 1.5);
        data.put("True", true);
        data.put("False", false);
        data.put("Text", "hello world");
        data.put("Empty", "");
        data.put("Uni", "héllo wörld");
        data.put("List", List.of(1, 2, 3));
        data.put("Words", List.of("a", "b", "c"));
        data.put("EmptyList", List.of());
        data.put("Mixed", Arrays.asList(1, "two", 3.5, true, null));
        data.put("Map", Map.of("one", 1, "two", 2));
        data.put("Nested", Map.of("Deep", Map.of("X", "deep")));
        data.put("Nil", null);
        data.put("NaN", Double.NaN);
        data.put("Inf", Double.POSITIVE_INFINITY);
        data.put("NegInf", Double.NEGATIVE_INFINITY);
        return data;
    }

    static final Map<String, String> RULE_VARIABLES = Map.of(
            "$labels", "Labels", "$externalLabels", "ExternalLabels", "$externalURL", "ExternalURL", "$value", "Value");

    static TemplateFunctions ruleFunctions() {
        return PrometheusFunctions.of((query, time) -> result(query), 1_700_000_000_123L, "http://x.example:9090/prom");
    }

    private static List<TemplateSample> result(String query) {
        return switch (query) {
            case "up" ->
                List.of(
                        TemplateSample.of(Labels.of("__name__", "up", "instance", "b:1"), 1),
                        TemplateSample.of(Labels.of("__name__", "up", "instance", "a:2"), 2),
                        TemplateSample.of(Labels.of("__name__", "up", "instance", "c:3"), 0.5));
            case "none" -> List.of();
            case "value" -> List.of(TemplateSample.of(Labels.of("__value__", "v9"), 9));
            default -> throw new IllegalArgumentException("bad query");
        };
    }

    static TemplateFunctions messageFunctions() {
        return AlertmanagerFunctions.of(Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC));
    }

    static NotificationData messageData() {
        return NotificationData.of(
                "team",
                List.of(
                        new NotifiedAlert(
                                "firing",
                                Map.of("alertname", "HighLoad", "instance", "a", "severity", "page"),
                                Map.of("summary", "load is high"),
                                Instant.ofEpochMilli(1_699_990_000_123L),
                                null,
                                "http://x/graph?a=1&b=2",
                                "abc"),
                        new NotifiedAlert(
                                "resolved",
                                Map.of("alertname", "HighLoad", "instance", "b", "severity", "page"),
                                Map.of("summary", "load is high"),
                                Instant.ofEpochSecond(1_699_980_000),
                                Instant.ofEpochSecond(1_699_995_000),
                                "http://x/g",
                                "def")),
                Map.of("alertname", "HighLoad"),
                "http://alerts.example");
    }
}
