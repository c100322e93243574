package dev.bellwether.operator.desired;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.operator.desired.Facts.RunningPod;
import java.util.Comparator;
import java.util.List;

/**
 * How agents scrape the stack's own pods: all have the same configuration, and each keeps the targets of its own node, so that
 * a pod is scraped once.
 */
final class ScrapeConfigs {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Component> SCRAPED =
            List.of(Component.GATEWAY, Component.WRITER, Component.ALERT_ENGINE, Component.QUERY);

    /** Labels that are gone when a target is made; the agent replaces the variable. */
    private static final String HERE = "__tmp_here";

    private static final String THERE = "__tmp_there";
    private static final String OWN_NODE = "${NODE_NAME}";

    private final StackSettings settings;

    ScrapeConfigs(StackSettings settings) {
        this.settings = settings;
    }

    /** One for each component, in an order that depends on names alone. Agents collect their own metrics without being asked. */
    ArrayNode of(List<RunningPod> pods) {
        ArrayNode configs = JSON.createArrayNode();
        for (Component component : SCRAPED) {
            List<RunningPod> own = pods.stream()
                    .filter(pod -> pod.component() == component)
                    .sorted(Comparator.comparing(RunningPod::name))
                    .toList();
            if (!own.isEmpty()) {
                configs.add(component(component, own));
            }
        }
        return configs;
    }

    private ObjectNode component(Component component, List<RunningPod> pods) {
        ObjectNode config = JSON.createObjectNode()
                .put("job_name", "bellwether-" + component.label())
                .put("scheme", "https");
        // The certificate is the Service's, the address the pod's.
        config.putObject("tls_config")
                .put("ca_file", AgentManifests.AUTHORITY_FILE)
                .put("server_name", settings.names().host(component));
        ArrayNode groups = config.putArray("static_configs");
        for (RunningPod pod : pods) {
            ObjectNode group = groups.addObject();
            group.putArray("targets").add(pod.address() + ":" + component.port());
            group.putObject("labels")
                    .put("namespace", settings.names().namespace())
                    .put("pod", pod.name())
                    .put("node", pod.node())
                    .put(HERE, OWN_NODE)
                    .put(THERE, pod.node());
        }
        ObjectNode ownNode = config.putArray("relabel_configs").addObject().put("action", "keepequal");
        ownNode.putArray("source_labels").add(HERE);
        ownNode.put("target_label", THERE);
        return config;
    }
}
