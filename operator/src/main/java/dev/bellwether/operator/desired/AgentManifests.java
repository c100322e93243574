package dev.bellwether.operator.desired;

import static dev.bellwether.operator.desired.Component.AGENT;
import static dev.bellwether.operator.desired.Component.GATEWAY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The agents: one on each node, in a namespace of their own. What they see of their node is {@link HostAccess}. */
final class AgentManifests {
    /** For whom their tokens are. */
    static final String AUDIENCE = "bellwether";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIG_FOLDER = "/etc/bellwether/agent";
    static final String AUTHORITY_FILE = CONFIG_FOLDER + "/ca.crt";
    private static final String TOKEN_FOLDER = "/var/run/secrets/bellwether";
    private static final String DATA_FOLDER = "/var/lib/bellwether/agent";
    private static final long TOKEN_SECONDS = 3600;
    private static final long GRACE_SECONDS = 30;

    private final StackSettings settings;
    private final Facts facts;

    AgentManifests(StackSettings settings, Facts facts) {
        this.settings = settings;
        this.facts = facts;
    }

    List<HasMetadata> surroundings() {
        return List.of(
                CommonObjects.serviceAccount(settings, AGENT),
                CommonObjects.configMap(settings, AGENT, settings.names().of(AGENT), files()));
    }

    private Map<String, String> files() {
        return Map.of("agent.yaml", configuration(scrapes()), "ca.crt", facts.authority());
    }

    private ArrayNode scrapes() {
        return settings.agents().scrapeStack() ? new ScrapeConfigs(settings).of(facts.pods()) : JSON.createArrayNode();
    }

    /** What makes new pods; which pods of the stack there are to scrape does not, for agents read that while they run. */
    private String hash() {
        return Hashes.ofTexts(Map.of("agent.yaml", configuration(JSON.createArrayNode()), "ca.crt", facts.authority()));
    }

    DaemonSet workload() {
        return new DaemonSetBuilder()
                .withMetadata(
                        CommonObjects.metadata(settings, AGENT, settings.names().of(AGENT)))
                .withNewSpec()
                .withRevisionHistoryLimit(2)
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(new IntOrString("10%"))
                .endRollingUpdate()
                .endUpdateStrategy()
                .withNewSelector()
                .withMatchLabels(Labels.selector(settings.names(), AGENT))
                .endSelector()
                .withTemplate(PodTemplates.overlaid(
                        template(),
                        settings.agents().podTemplate(),
                        Labels.of(settings.names(), AGENT),
                        "spec.agents.podTemplate"))
                .endSpec()
                .build();
    }

    private PodTemplateSpec template() {
        Mount config = Mount.configMap("config", settings.names().of(AGENT), CONFIG_FOLDER);
        Container container = new ContainerBuilder()
                .withName(AGENT.label())
                .withImage(settings.images().agent())
                .withImagePullPolicy(settings.images().pullPolicy())
                .withArgs("run", "--config", CONFIG_FOLDER + "/agent.yaml")
                .withEnv(new Variables().field("NODE_NAME", "spec.nodeName").list())
                .withPorts(ServiceManifests.containerPort("http", AGENT.port()))
                .withResources(settings.agents().resources())
                .withSecurityContext(HostAccess.containerSecurity())
                .withReadinessProbe(PodShape.plainPage("/readyz", AGENT.port(), 5, 2))
                .withLivenessProbe(PodShape.plainPage("/healthz", AGENT.port(), 10, 6))
                .withStartupProbe(PodShape.plainPage("/healthz", AGENT.port(), 2, 60))
                .withVolumeMounts(HostAccess.mounts())
                .addToVolumeMounts(
                        config.toMount(),
                        new VolumeMountBuilder()
                                .withName("token")
                                .withMountPath(TOKEN_FOLDER)
                                .withReadOnly(true)
                                .build(),
                        new VolumeMountBuilder()
                                .withName(HostAccess.DATA)
                                .withMountPath(DATA_FOLDER)
                                .build(),
                        new VolumeMountBuilder()
                                .withName(PodShape.TMP)
                                .withMountPath("/tmp")
                                .build())
                .build();
        PodTemplateSpec template = PodShape.template(settings, AGENT, container, hash(), GRACE_SECONDS);
        return new PodTemplateSpecBuilder(template)
                .editSpec()
                .withTopologySpreadConstraints()
                .withSecurityContext(HostAccess.podSecurity())
                .withHostPID(settings.agents().hostPid() ? true : null)
                .withTolerations(settings.agents().tolerations())
                .addToVolumes(config.toVolume(), token())
                .addAllToVolumes(HostAccess.volumes(settings.names().stack()))
                .endSpec()
                .build();
    }

    /** Rotated by the kubelet; good for the gateway alone. */
    private static Volume token() {
        return new VolumeBuilder()
                .withName("token")
                .withNewProjected()
                .withDefaultMode(0440)
                .addNewSource()
                .withNewServiceAccountToken(AUDIENCE, TOKEN_SECONDS, "token")
                .endSource()
                .endProjected()
                .build();
    }

    /** The agent's own file, with what the user has named laid over it. */
    private String configuration(ArrayNode scrapes) {
        StackNames names = settings.names();
        Map<String, Object> collectors = new LinkedHashMap<>();
        collectors.put("defaults", Map.of("interval", settings.agents().interval()));
        settings.agents().collectors().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(collector -> collectors.put(collector.getKey(), collector.getValue()));
        ObjectNode file = JSON.createObjectNode();
        file.putObject("agent").put("dataDirectory", DATA_FOLDER);
        file.putObject("paths")
                .put("proc", HostAccess.PROC)
                .put("sys", HostAccess.SYS)
                .put("rootfs", HostAccess.ROOT);
        file.set("collectors", JSON.valueToTree(collectors));
        file.putObject("send")
                .put("endpoint", "grpcs://" + names.host(GATEWAY) + ":" + ServiceManifests.GRPC_PORT)
                .put("tokenFile", TOKEN_FOLDER + "/token")
                .putObject("tls")
                .put("caFile", AUTHORITY_FILE);
        if (!scrapes.isEmpty()) {
            file.set("scrape_configs", scrapes);
        }
        file.putObject("page").put("address", "0.0.0.0").put("port", AGENT.port());
        file.putObject("log").put("format", "json");
        ObjectNode whole = settings.agents()
                .extraConfig()
                .map(extra -> StrategicMerge.merge(file, withOwn(extra, scrapes)))
                .orElse(file);
        return Serialization.asYaml(whole);
    }

    /** The user's scrape configs stand beside the stack's own; everything else of the user's wins. */
    private static JsonNode withOwn(JsonNode extra, ArrayNode scrapes) {
        if (!(extra instanceof ObjectNode keys) || !(keys.get("scrape_configs") instanceof ArrayNode named)) {
            return extra;
        }
        ObjectNode joined = keys.deepCopy();
        joined.set("scrape_configs", scrapes.deepCopy().addAll(named));
        return joined;
    }
}
