package dev.bellwether.alerting.manifest;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.DeliveryLimits;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.Routing;
import dev.bellwether.model.alert.RuleSchedule;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlDuration;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads {@code AlertRule}, {@code Notifier}, {@code Silence}, {@code InhibitionRule} and {@code MaintenanceWindow}
 * manifests of {@code bellwether.dev/v1alpha1}; manifests of other groups are
 * passed over. A manifest with an error is left out alone; all errors of a text are found at once.
 */
public final class ManifestReader {
    /** The one version served. */
    public static final String API_VERSION = "bellwether.dev/v1alpha1";

    private static final String KINDS = "AlertRule, Notifier, Silence, InhibitionRule and MaintenanceWindow";

    private final String file;
    private final List<AlertRule> rules = new ArrayList<>();
    private final List<Notifier> notifiers = new ArrayList<>();
    private final List<Control.Subject> objects = new ArrayList<>();
    private final List<ManifestError> errors = new ArrayList<>();

    private ManifestReader(String file) {
        this.file = file;
    }

    /** Reads all documents of a YAML text. */
    public static Manifests read(String file, String text) {
        ManifestReader reader = new ManifestReader(file);
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            for (Node document : new Compose(settings).composeAllFromString(text)) {
                reader.document(document);
            }
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(1);
            reader.errors.add(new ManifestError(file, line, column, "not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            reader.errors.add(new ManifestError(file, 1, 1, "not YAML: " + e.getMessage()));
        }
        return new Manifests(reader.rules, reader.notifiers, reader.objects, reader.errors);
    }

    private void add(Node node, String message) {
        errors.add(new ManifestError(file, YamlMap.line(node), YamlMap.column(node), message));
    }

    private void document(Node document) {
        int errorsBefore = errors.size();
        YamlMap root = new YamlMap("", document, document, this::add);
        String apiVersion = root.required("apiVersion");
        String kind = root.required("kind");
        if (apiVersion == null || kind == null || !apiVersion.startsWith("bellwether.dev/")) {
            return;
        }
        if (!apiVersion.equals(API_VERSION)) {
            add(document, "apiVersion is \"" + apiVersion + "\", allowed is " + API_VERSION);
            return;
        }
        YamlMap metadata = root.map("metadata");
        String name = metadata.required("name");
        String namespace = metadata.value("namespace", "default", text -> text);
        metadata.node("labels");
        metadata.node("annotations");
        metadata.finish();
        YamlMap spec = root.map("spec");
        root.finish();
        switch (kind) {
            case "AlertRule" -> rule(spec, namespace, name, errorsBefore);
            case "Notifier" -> notifier(document, spec, namespace, name, errorsBefore);
            case "Silence", "InhibitionRule", "MaintenanceWindow" -> {
                Control.Subject object =
                        ControlReader.read(kind, namespace + "/" + name, spec, document, this::add);
                if (errors.size() == errorsBefore && name != null && object != null) {
                    objects.add(object);
                }
            }
            default -> add(document, "kind is \"" + kind + "\", allowed are " + KINDS);
        }
    }

    private void rule(YamlMap spec, String namespace, @Nullable String name, int errorsBefore) {
        String expression = spec.required("expr");
        if (expression != null) {
            checkExpression(spec, expression);
        }
        Duration holdFor = spec.value("for", Duration.ZERO, PromqlDuration::parse);
        Duration keepFiringFor = spec.value("keepFiringFor", Duration.ZERO, PromqlDuration::parse);
        NoData noData = spec.value("noData", NoData.KeepState, ManifestReader::noData);
        String severity = spec.text("severity");
        Map<String, String> labels = new LinkedHashMap<>(spec.map("labels").texts());
        Map<String, String> annotations = spec.map("annotations").texts();
        spec.finish();
        if (severity != null) {
            labels.put("severity", severity);
        }
        if (errors.size() == errorsBefore && name != null && expression != null) {
            rules.add(new AlertRule(
                    namespace + "/" + name,
                    name,
                    expression,
                    RuleSchedule.alone(namespace + "/" + name),
                    holdFor,
                    keepFiringFor,
                    noData,
                    AlertRule.Mode.Active,
                    Labels.of(labels),
                    annotations));
        }
    }

    private void checkExpression(YamlMap spec, String expression) {
        try {
            PromqlParser.parse(expression, ParserOptions.ALL);
        } catch (PromqlSyntaxException e) {
            add(Objects.requireNonNull(spec.node("expr")), "spec.expr: " + e.getMessage());
        }
    }

    private static NoData noData(String text) {
        for (NoData choice : NoData.values()) {
            if (choice.name().equals(text)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("allowed are KeepState and Resolve");
    }

    private void notifier(Node document, YamlMap spec, String namespace, @Nullable String name, int errorsBefore) {
        RoutingReader reader = new RoutingReader(spec, namespace, document, this::add);
        Routing routing = reader.routing();
        DeliveryLimits limits = reader.limits();
        ReceiverSettings receiver = ReceiverReader.read(spec, document, this::add);
        spec.finish();
        if (name != null && routing != null && limits != null && receiver != null && errors.size() == errorsBefore) {
            notifiers.add(new Notifier(namespace + "/" + name, name, routing, receiver, limits));
        }
    }
}
