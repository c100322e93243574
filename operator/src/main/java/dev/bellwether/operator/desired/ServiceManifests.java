package dev.bellwether.operator.desired;

import static dev.bellwether.operator.desired.Component.ALERT_ENGINE;
import static dev.bellwether.operator.desired.Component.GATEWAY;
import static dev.bellwether.operator.desired.Component.QUERY;
import static dev.bellwether.operator.desired.Component.WRITER;

import dev.bellwether.crds.stack.ServiceExposure;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gateway, writer, alert engine and query server: Deployments that keep nothing on a disk. */
final class ServiceManifests {
    static final String TLS_FOLDER = "/etc/bellwether/tls";
    static final int GRPC_PORT = 7082;

    private static final String API_FOLDER = "/etc/bellwether/api";
    private static final String SEALING_FOLDER = "/etc/bellwether/sealing";
    private static final String CREDENTIALS_FOLDER = "/etc/bellwether/credentials";
    private static final String AGENT_KEYS_FOLDER = "/etc/bellwether/agent-keys";

    /** How long a pod that is to stop goes on serving, until nobody is sent to it any more. */
    private static final long DRAIN_SECONDS = 5;

    private static final int START_PERIOD_SECONDS = 3;
    private static final int START_FAILURES = 60;

    private final StackSettings settings;
    private final Facts facts;
    private final LogConnection log;
    private final DatabaseConnection database;

    ServiceManifests(StackSettings settings, Facts facts) {
        this.settings = settings;
        this.facts = facts;
        this.log = new LogConnection(settings, facts);
        this.database = new DatabaseConnection(settings, facts);
    }

    /** What stands beside the Deployment: it may change at any time. */
    List<HasMetadata> surroundings(Component component) {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(CommonObjects.serviceAccount(settings, component));
        if (component == GATEWAY) {
            objects.add(CommonObjects.configMap(
                    settings, GATEWAY, settings.names().agentKeys(), Map.of("jwks.json", facts.agentKeys())));
        }
        objects.add(service(component));
        objects.add(CommonObjects.disruptionBudget(settings, component));
        autoscaler(component).ifPresent(objects::add);
        return objects;
    }

    private Service service(Component component) {
        ServiceExposure exposure = settings.workload(component).service();
        return new ServiceBuilder(CommonObjects.service(settings, component, servicePorts(component)))
                .editMetadata()
                .withAnnotations(exposure.annotations())
                .endMetadata()
                .editSpec()
                .withType(exposure.type().name())
                .endSpec()
                .build();
    }

    private Optional<HasMetadata> autoscaler(Component component) {
        return settings.workload(component)
                .autoscaling()
                .map(bounds -> new HorizontalPodAutoscalerBuilder()
                        .withMetadata(CommonObjects.metadata(
                                settings, component, settings.names().of(component)))
                        .withNewSpec()
                        .withNewScaleTargetRef(
                                "apps/v1", "Deployment", settings.names().of(component))
                        .withMinReplicas(bounds.minReplicas())
                        .withMaxReplicas(bounds.maxReplicas())
                        .addNewMetric()
                        .withType("Resource")
                        .withNewResource()
                        .withName("cpu")
                        .withNewTarget()
                        .withType("Utilization")
                        .withAverageUtilization(bounds.targetCpuPercent())
                        .endTarget()
                        .endResource()
                        .endMetric()
                        .endSpec()
                        .build());
    }

    /** The Deployment; where something scales it, the number of its pods is not ours. */
    Deployment workload(Component component) {
        StackSettings.Workload workload = settings.workload(component);
        return new DeploymentBuilder()
                .withMetadata(CommonObjects.metadata(
                        settings, component, settings.names().of(component)))
                .withNewSpec()
                .withReplicas(workload.autoscaling().isPresent() ? null : workload.replicas())
                .withRevisionHistoryLimit(2)
                .withProgressDeadlineSeconds(300)
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(new IntOrString(1))
                .withMaxUnavailable(new IntOrString(0))
                .endRollingUpdate()
                .endStrategy()
                .withNewSelector()
                .withMatchLabels(Labels.selector(settings.names(), component))
                .endSelector()
                .withTemplate(PodTemplates.overlaid(
                        template(component),
                        workload.podTemplate(),
                        Labels.of(settings.names(), component),
                        overlayField(component)))
                .endSpec()
                .build();
    }

    private PodTemplateSpec template(Component component) {
        List<Mount> mounts = mounts(component);
        ContainerBuilder container = new ContainerBuilder()
                .withName(component.label())
                .withImage(settings.images().of(component))
                .withImagePullPolicy(settings.images().pullPolicy())
                .withArgs(component == GATEWAY || component == WRITER ? List.of(component.label()) : List.of())
                .withEnv(variables(component).list())
                .withPorts(containerPorts(component))
                .withResources(settings.workload(component).resources())
                .withSecurityContext(PodShape.containerSecurity())
                .withStartupProbe(PodShape.page("/healthz", component.port(), START_PERIOD_SECONDS, START_FAILURES))
                .withLivenessProbe(PodShape.page("/healthz", component.port(), 10, 6))
                .withReadinessProbe(PodShape.page("/readyz", component.port(), 3, 2))
                .withVolumeMounts(mounts.stream().map(Mount::toMount).toList())
                .addToVolumeMounts(new VolumeMountBuilder()
                        .withName(PodShape.TMP)
                        .withMountPath("/tmp")
                        .build());
        if (component == GATEWAY || component == QUERY) {
            container
                    .withNewLifecycle()
                    .withNewPreStop()
                    .withNewSleep()
                    .withSeconds(DRAIN_SECONDS)
                    .endSleep()
                    .endPreStop()
                    .endLifecycle();
        }
        long grace = component == WRITER ? 60 : 45;
        PodTemplateSpec template =
                PodShape.template(settings, component, container.build(), Hashes.of(content(component)), grace);
        return new PodTemplateSpecBuilder(template)
                .editSpec()
                .addAllToVolumes(mounts.stream().map(Mount::toVolume).toList())
                .endSpec()
                .build();
    }

    private List<Mount> mounts(Component component) {
        StackNames names = settings.names();
        List<Mount> mounts = new ArrayList<>();
        mounts.add(Mount.secret("tls", names.tls(component), TLS_FOLDER));
        mounts.addAll(log.mounts());
        if (component != GATEWAY) {
            mounts.addAll(database.mounts());
        }
        switch (component) {
            case GATEWAY -> {
                mounts.add(Mount.configMap("agent-keys", names.agentKeys(), AGENT_KEYS_FOLDER));
                settings.gatewayCredentials()
                        .ifPresent(secret -> mounts.add(
                                Mount.secret("credentials", secret.name(), CREDENTIALS_FOLDER, secret.key())));
            }
            case ALERT_ENGINE -> mounts.add(Mount.secret("sealing", names.sealing(), SEALING_FOLDER));
            case QUERY -> mounts.add(Mount.secret("api", names.api(), API_FOLDER));
            default -> {}
        }
        return mounts;
    }

    /** What the process reads once, at its start; tokens, keys and credentials it reads again when they change. */
    private List<Object> content(Component component) {
        StackNames names = settings.names();
        List<Object> content = new ArrayList<>();
        content.add(facts.secretHash(names.tls(component)));
        content.add(log.content());
        if (component != GATEWAY) {
            content.addAll(database.content());
        }
        return content;
    }

    private Variables variables(Component component) {
        Variables variables = new Variables()
                .field("POD_NAME", "metadata.name")
                .add("BELLWETHER_LOG_FORMAT", "json")
                .add("BELLWETHER_HTTP_HOST", "0.0.0.0")
                .add("BELLWETHER_HTTP_PORT", component.port())
                .add("BELLWETHER_TLS_CERTIFICATES", TLS_FOLDER + "/tls.crt")
                .add("BELLWETHER_TLS_PRIVATE_KEY", TLS_FOLDER + "/tls.key");
        log.variables(variables);
        if (component != GATEWAY) {
            database.variables(variables);
        }
        switch (component) {
            case GATEWAY -> {
                variables
                        .add("BELLWETHER_GRPC_HOST", "0.0.0.0")
                        .add("BELLWETHER_GRPC_PORT", GRPC_PORT)
                        .add("BELLWETHER_AGENT_TOKEN_KEYS", AGENT_KEYS_FOLDER + "/jwks.json")
                        .add("BELLWETHER_AGENT_TOKEN_ISSUER", facts.agentIssuer())
                        .add("BELLWETHER_AGENT_TOKEN_AUDIENCE", AgentManifests.AUDIENCE)
                        .add("BELLWETHER_AGENT_TOKEN_SUBJECT", settings.names().agentSubject())
                        .addAll(settings.gatewayLimits());
                settings.gatewayCredentials()
                        .ifPresent(secret ->
                                variables.add("BELLWETHER_CREDENTIALS_FILE", CREDENTIALS_FOLDER + "/" + secret.key()));
            }
            case ALERT_ENGINE -> {
                variables
                        .field("BELLWETHER_ENGINE_ID", "metadata.name")
                        .add("BELLWETHER_SEALING_KEY_FILE", SEALING_FOLDER + "/key");
                settings.externalUrl().ifPresent(url -> variables.add("BELLWETHER_EXTERNAL_URL", url));
            }
            case QUERY -> {
                variables.add("BELLWETHER_API_TOKEN_FILE", API_FOLDER + "/token");
                settings.externalUrl().ifPresent(url -> variables.add("BELLWETHER_EXTERNAL_URL", url));
                if (!settings.corsOrigins().isEmpty()) {
                    variables.add("BELLWETHER_CORS_ORIGINS", String.join(",", settings.corsOrigins()));
                }
            }
            default -> {}
        }
        return variables;
    }

    private static ServicePort[] servicePorts(Component component) {
        ServicePort pages = CommonObjects.port("http", component.port());
        return component == GATEWAY
                ? new ServicePort[] {pages, CommonObjects.port("grpc", GRPC_PORT)}
                : new ServicePort[] {pages};
    }

    private static List<ContainerPort> containerPorts(Component component) {
        List<ContainerPort> ports = new ArrayList<>();
        ports.add(containerPort("http", component.port()));
        if (component == GATEWAY) {
            ports.add(containerPort("grpc", GRPC_PORT));
        }
        return ports;
    }

    static ContainerPort containerPort(String name, int number) {
        return new ContainerPortBuilder()
                .withName(name)
                .withContainerPort(number)
                .withProtocol("TCP")
                .build();
    }

    private static String overlayField(Component component) {
        return switch (component) {
            case GATEWAY -> "spec.ingest.gateway.podTemplate";
            case WRITER -> "spec.ingest.writer.podTemplate";
            case ALERT_ENGINE -> "spec.alertEngine.podTemplate";
            default -> "spec.query.podTemplate";
        };
    }
}
