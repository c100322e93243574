package dev.bellwether.alerting.manifest;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.DeliveryLimits;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.Routing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads {@code AlertRule}, {@code Notifier}, {@code Silence}, {@code InhibitionRule} and {@code MaintenanceWindow}
 * manifests of {@code bellwether.dev/v1alpha1}, {@code PrometheusRule} objects of
 * {@code monitoring.coreos.com/v1}, and Prometheus's own rule files; manifests of other groups are passed over. A manifest
 * with an error is left out alone; all errors of a text are found at once.
 */
public final class ManifestReader {
    /** The one version served. */
    public static final String API_VERSION = "bellwether.dev/v1alpha1";

    /** The annotation of a {@code PrometheusRule} that says what becomes of alerts whose series fall silent. */
    public static final String NO_DATA_ANNOTATION = "bellwether.dev/no-data";

    private static final String KINDS = "AlertRule, Notifier, Silence, InhibitionRule and MaintenanceWindow";

    private static final String PROMETHEUS_OPERATOR = "monitoring.coreos.com/";

    private final RuleSink sink;
    private final List<Notifier> notifiers = new ArrayList<>();
    private final List<Control.Subject> objects = new ArrayList<>();

    private ManifestReader(String file) {
        this.sink = new RuleSink(file);
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
            reader.sink.error(new ManifestError(file, line, column, "not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            reader.sink.error(new ManifestError(file, 1, 1, "not YAML: " + e.getMessage()));
        }
        RuleSink sink = reader.sink;
        return new Manifests(
                sink.rules(), reader.notifiers, reader.objects, sink.invalid(), sink.tests(), sink.errors());
    }

    private void document(Node document) {
        int mark = sink.mark();
        YamlMap root = new YamlMap("", document, document, sink::error);
        if (root.has("groups") && !root.has("apiVersion") && !root.has("kind")) {
            new PrometheusGroupsReader("file/" + withoutSuffix(sink.file()), NoData.Resolve, sink).read(root);
            root.finish();
            return;
        }
        String apiVersion = root.required("apiVersion");
        String kind = root.required("kind");
        if (apiVersion == null || kind == null) {
            return;
        }
        if (apiVersion.startsWith(PROMETHEUS_OPERATOR) && kind.equals("PrometheusRule")) {
            prometheusRule(root);
        } else if (apiVersion.startsWith("bellwether.dev/")) {
            own(document, root, apiVersion, kind, mark);
        }
    }

    private static String withoutSuffix(String file) {
        int dot = file.lastIndexOf('.');
        return dot <= 0 ? file : file.substring(0, dot);
    }

    private void own(Node document, YamlMap root, String apiVersion, String kind, int mark) {
        if (!apiVersion.equals(API_VERSION)) {
            sink.error(document, "apiVersion is \"" + apiVersion + "\", allowed is " + API_VERSION);
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
            case "AlertRule" -> {
                if (name != null) {
                    AlertRuleReader.read(spec, document, namespace, name, mark, sink);
                }
            }
            case "Notifier" -> notifier(document, spec, namespace, name, mark);
            case "Silence", "InhibitionRule", "MaintenanceWindow" -> {
                Control.Subject object = ControlReader.read(kind, namespace + "/" + name, spec, document, sink::error);
                if (sink.clean(mark) && name != null && object != null) {
                    objects.add(object);
                }
            }
            default -> sink.error(document, "kind is \"" + kind + "\", allowed are " + KINDS);
        }
    }

    /** Written by others for others: what an API server has added to the object is none of our business. */
    private void prometheusRule(YamlMap root) {
        YamlMap metadata = root.map("metadata");
        String name = metadata.required("name");
        String namespace = metadata.value("namespace", "default", text -> text);
        NoData noData = RuleFields.choice(metadata.map("annotations"), NO_DATA_ANNOTATION, NoData.Resolve);
        YamlMap spec = root.map("spec");
        if (name != null) {
            new PrometheusGroupsReader(namespace + "/" + name, noData, sink).read(spec);
            spec.finish();
        }
    }

    private void notifier(Node document, YamlMap spec, String namespace, @Nullable String name, int mark) {
        RoutingReader reader = new RoutingReader(spec, namespace, document, sink::error);
        Routing routing = reader.routing();
        DeliveryLimits limits = reader.limits();
        ReceiverSettings receiver = ReceiverReader.read(spec, document, sink::error);
        spec.finish();
        if (sink.clean(mark) && name != null && routing != null && limits != null && receiver != null) {
            notifiers.add(new Notifier(namespace + "/" + name, name, routing, receiver, limits));
        }
    }
}
