package dev.bellwether.cli.backtest;

import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.alerting.manifest.Manifests;
import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.check.ErrorPrinter;
import dev.bellwether.cli.check.FileInput;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.RuleSchedule;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The alerting rules that a person means: those of a file, or one of the server. Stateless. */
final class RuleChoice {
    private RuleChoice() {}

    /** Whether the text names a file. */
    static boolean isFile(String wanted) {
        return wanted.equals("-")
                || wanted.endsWith(".yml")
                || wanted.endsWith(".yaml")
                || Files.isRegularFile(Path.of(wanted));
    }

    /**
     * The alerting rules of a file: manifests, or Prometheus's own form.
     *
     * @param name only those of this name, null for all
     * @throws CommandFailure where it has errors, or no such rule
     */
    static List<AlertRule> ofFile(String file, @Nullable String name, CommandContext context, Terminal terminal) {
        String text = FileInput.read(file, context);
        Manifests manifests = ManifestReader.read(file, text);
        if (!manifests.errors().isEmpty()) {
            ErrorPrinter.print(terminal, manifests.errors(), text);
            throw new CommandFailure(file + " has errors");
        }
        List<AlertRule> rules = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        for (var rule : manifests.rules()) {
            if (rule instanceof AlertRule alerting) {
                names.add(alerting.name());
                if (name == null || alerting.name().equals(name)) {
                    rules.add(alerting);
                }
            }
        }
        if (rules.isEmpty()) {
            throw new CommandFailure(
                    names.isEmpty()
                            ? file + " has no alerting rules"
                            : file + " has no alerting rule \"" + name + "\"; there are " + String.join(", ", names));
        }
        return rules;
    }

    /**
     * The rules of a name that the server evaluates.
     *
     * @throws CommandFailure where it has none
     */
    static List<AlertRule> ofServer(ApiClient client, String wanted) {
        Map<String, ?> data = JsonTree.object(
                client.get("/api/v1/rules", List.of(Map.entry("type", "alert"))).data());
        List<AlertRule> rules = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        for (Object group : JsonTree.list(data.get("groups"))) {
            for (Object one : JsonTree.list(JsonTree.object(group).get("rules"))) {
                Map<String, ?> rule = JsonTree.object(one);
                String name = JsonTree.text(rule.get("name"));
                names.add(name);
                if (name.equals(wanted)) {
                    rules.add(rule(name, rule, seconds(JsonTree.object(group).get("interval"))));
                }
            }
        }
        if (rules.isEmpty()) {
            throw new CommandFailure(
                    "there is no file \"" + wanted + "\", and the server has no alerting rule of this name"
                            + (names.isEmpty() ? "" : "; there are " + String.join(", ", names)));
        }
        return rules;
    }

    private static AlertRule rule(String name, Map<String, ?> json, Duration interval) {
        return new AlertRule(
                name,
                name,
                JsonTree.text(json.get("query")),
                new RuleSchedule(name, 0, interval, Duration.ZERO, Duration.ZERO, 0),
                seconds(json.get("duration")),
                seconds(json.get("keepFiringFor")),
                AlertRule.NoData.Resolve,
                AlertRule.Mode.Active,
                Labels.of(texts(json.get("labels"))),
                texts(json.get("annotations")));
    }

    private static Duration seconds(@Nullable Object json) {
        return json instanceof BigDecimal seconds
                ? Duration.ofMillis(seconds.movePointRight(3).longValue())
                : Duration.ZERO;
    }

    private static Map<String, String> texts(@Nullable Object json) {
        Map<String, String> texts = new TreeMap<>();
        JsonTree.object(json).forEach((name, value) -> texts.put(name, JsonTree.text(value)));
        return texts;
    }
}
