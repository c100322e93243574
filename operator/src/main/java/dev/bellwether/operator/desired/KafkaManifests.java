package dev.bellwether.operator.desired;

import static dev.bellwether.operator.desired.Component.KAFKA;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.ArrayList;
import java.util.List;

/** The Kafka that the operator runs itself: one or three nodes, each broker and controller. */
final class KafkaManifests {
    static final int CONTROLLER_PORT = 9093;
    static final String DATA = "data";

    private static final int PAGES_PORT = 7087;

    private static final String DATA_FOLDER = "/var/lib/kafka";

    /** A node that is told to stop hands over what it leads and writes its index; without that it reads its log anew. */
    private static final long GRACE_SECONDS = 120;

    private final StackSettings settings;
    private final Facts facts;
    private final StackSettings.Log.Managed log;

    KafkaManifests(StackSettings settings, Facts facts, StackSettings.Log.Managed log) {
        this.settings = settings;
        this.facts = facts;
        this.log = log;
    }

    List<HasMetadata> surroundings() {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(CommonObjects.serviceAccount(settings, KAFKA));
        // Nodes must find each other before any of them is ready.
        objects.add(new ServiceBuilder()
                .withMetadata(
                        CommonObjects.metadata(settings, KAFKA, settings.names().kafkaNodes()))
                .withNewSpec()
                .withType("ClusterIP")
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .withSelector(Labels.selector(settings.names(), KAFKA))
                .withPorts(CommonObjects.port("kafka", KAFKA.port()), CommonObjects.port("controller", CONTROLLER_PORT))
                .endSpec()
                .build());
        objects.add(CommonObjects.service(settings, KAFKA, CommonObjects.port("kafka", KAFKA.port())));
        objects.add(CommonObjects.disruptionBudget(settings, KAFKA));
        return objects;
    }

    StatefulSet workload() {
        return new StatefulSetBuilder()
                .withMetadata(
                        CommonObjects.metadata(settings, KAFKA, settings.names().of(KAFKA)))
                .withNewSpec()
                .withReplicas(log.brokers())
                .withServiceName(settings.names().kafkaNodes())
                // All at once at first: no node is ready without a majority of controllers.
                .withPodManagementPolicy("Parallel")
                .withMinReadySeconds(log.brokers() == 1 ? 0 : 15)
                .withRevisionHistoryLimit(2)
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .endUpdateStrategy()
                .withPersistentVolumeClaimRetentionPolicy(Volumes.retention(settings))
                .withNewSelector()
                .withMatchLabels(Labels.selector(settings.names(), KAFKA))
                .endSelector()
                .withTemplate(PodTemplates.overlaid(
                        template(),
                        log.podTemplate(),
                        Labels.of(settings.names(), KAFKA),
                        "spec.kafka.managed.podTemplate"))
                .withVolumeClaimTemplates(Volumes.claim(settings, KAFKA, DATA, log.storage()))
                .endSpec()
                .build();
    }

    private PodTemplateSpec template() {
        Mount tls = Mount.secret("tls", settings.names().tls(KAFKA), ServiceManifests.TLS_FOLDER);
        Container container = new ContainerBuilder()
                .withName(KAFKA.label())
                .withImage(settings.images().kafka())
                .withImagePullPolicy(settings.images().pullPolicy())
                .withEnv(new Variables()
                        .field("POD_NAME", "metadata.name")
                        .add("BELLWETHER_LOG_FORMAT", "json")
                        .add("BELLWETHER_KAFKA_NODES", log.brokers())
                        .add("BELLWETHER_KAFKA_CLUSTER_ID", facts.cluster().id())
                        .add("BELLWETHER_KAFKA_DATA", DATA_FOLDER)
                        .add("BELLWETHER_KAFKA_HOST_PATTERN", settings.names().kafkaHostPattern())
                        .add("BELLWETHER_TLS_CERTIFICATES", ServiceManifests.TLS_FOLDER + "/tls.crt")
                        .add("BELLWETHER_TLS_PRIVATE_KEY", ServiceManifests.TLS_FOLDER + "/tls.key")
                        .add("BELLWETHER_TLS_CLIENT_AUTHORITIES", ServiceManifests.TLS_FOLDER + "/ca.crt")
                        .list())
                .withPorts(
                        ServiceManifests.containerPort("kafka", KAFKA.port()),
                        ServiceManifests.containerPort("controller", CONTROLLER_PORT),
                        ServiceManifests.containerPort("http", PAGES_PORT))
                .withResources(log.resources())
                .withSecurityContext(PodShape.containerSecurity())
                // A node reads its log before it serves: after a hard stop of a large one that takes minutes.
                .withStartupProbe(PodShape.plainPage("/healthz", PAGES_PORT, 2, 60))
                .withLivenessProbe(PodShape.plainPage("/healthz", PAGES_PORT, 10, 6))
                .withReadinessProbe(PodShape.plainPage("/readyz", PAGES_PORT, 3, 2))
                .withVolumeMounts(
                        tls.toMount(),
                        new VolumeMountBuilder()
                                .withName(DATA)
                                .withMountPath(DATA_FOLDER)
                                .build(),
                        new VolumeMountBuilder()
                                .withName(PodShape.TMP)
                                .withMountPath("/tmp")
                                .build())
                .build();
        String hash = Hashes.of(List.of(facts.secretHash(settings.names().tls(KAFKA))));
        return new PodTemplateSpecBuilder(PodShape.template(settings, KAFKA, container, hash, GRACE_SECONDS))
                .editSpec()
                .addToVolumes(tls.toVolume())
                .endSpec()
                .build();
    }
}
