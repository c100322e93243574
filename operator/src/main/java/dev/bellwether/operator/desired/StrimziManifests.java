package dev.bellwether.operator.desired;

import static dev.bellwether.operator.desired.Component.KAFKA;

import dev.bellwether.operator.desired.StackSettings.Log;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects from which Strimzi makes a Kafka: {@code Kafka}, {@code KafkaNodePool}, {@code KafkaUser} and a {@code
 * KafkaTopic} for each topic. With them would go the data, so they go with the stack only where its data does.
 */
final class StrimziManifests {
    static final String API_VERSION = "kafka.strimzi.io/v1beta2";
    static final String KAFKA_KIND = "Kafka";

    private static final String CLUSTER = "strimzi.io/cluster";

    private final StackSettings settings;
    private final Facts facts;
    private final Log.Strimzi log;

    StrimziManifests(StackSettings settings, Facts facts, Log.Strimzi log) {
        this.settings = settings;
        this.facts = facts;
        this.log = log;
    }

    /** The user and the topics; their objects wait by themselves until there is a Kafka. */
    List<HasMetadata> surroundings() {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(
                object("KafkaNodePool", settings.names().of(KAFKA) + "-nodes", ofCluster(), Map.of("spec", nodes())));
        objects.add(object(
                "KafkaUser",
                settings.names().strimziUser(),
                ofCluster(),
                Map.of("spec", Map.of("authentication", Map.of("type", "tls")))));
        TopicSettings topics = new TopicSettings(
                log.brokers(),
                facts.cluster().samplePartitions(),
                facts.cluster().rulePartitions(),
                log.retention(),
                log.retentionBytes());
        for (Topic topic : Topic.values()) {
            objects.add(object(
                    "KafkaTopic",
                    settings.names().of(KAFKA) + "-" + topic.topicName(),
                    ofCluster(),
                    Map.of("spec", topic(topic, topics))));
        }
        return objects;
    }

    GenericKubernetesResource workload() {
        return object(KAFKA_KIND, settings.names().of(KAFKA), Map.of(), Map.of("spec", cluster()));
    }

    private Map<String, String> ofCluster() {
        return Map.of(CLUSTER, settings.names().of(KAFKA));
    }

    private GenericKubernetesResource object(
            String kind, String name, Map<String, String> labels, Map<String, Object> content) {
        GenericKubernetesResource object = new GenericKubernetesResourceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(kind)
                .withMetadata(CommonObjects.metadata(settings, KAFKA, name))
                .editMetadata()
                .addToLabels(labels)
                .endMetadata()
                .build();
        if (!settings.deleteData()) {
            object.getMetadata().setOwnerReferences(List.of());
        }
        if (kind.equals(KAFKA_KIND)) {
            // Needed by the versions of Strimzi that knew other ways.
            object.getMetadata()
                    .setAnnotations(new LinkedHashMap<>(
                            Map.of("strimzi.io/node-pools", "enabled", "strimzi.io/kraft", "enabled")));
        }
        object.setAdditionalProperties(new LinkedHashMap<>(content));
        return object;
    }

    private Map<String, Object> cluster() {
        Map<String, Object> kafka = new LinkedHashMap<>();
        log.version().ifPresent(version -> kafka.put("version", version));
        kafka.put(
                "listeners",
                List.of(Map.of(
                        "name",
                        "tls",
                        "port",
                        LogConnection.STRIMZI_PORT,
                        "type",
                        "internal",
                        "tls",
                        true,
                        "authentication",
                        Map.of("type", "tls"))));
        Map<String, Object> config = new LinkedHashMap<>();
        int copies = log.brokers() >= 3 ? 3 : 1;
        config.put("auto.create.topics.enable", false);
        config.put("default.replication.factor", copies);
        config.put("min.insync.replicas", copies == 3 ? 2 : 1);
        config.put("offsets.topic.replication.factor", copies);
        config.put("transaction.state.log.replication.factor", copies);
        config.put("transaction.state.log.min.isr", copies == 3 ? 2 : 1);
        // Members of groups that are gone are noticed within three seconds.
        config.put("group.min.session.timeout.ms", 1000);
        config.put("message.max.bytes", 2 * 1024 * 1024);
        kafka.put("config", config);
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("kafka", kafka);
        spec.put("entityOperator", Map.of("topicOperator", Map.of(), "userOperator", Map.of()));
        return spec;
    }

    private Map<String, Object> nodes() {
        Map<String, Object> volume = new LinkedHashMap<>();
        volume.put("id", 0);
        volume.put("type", "persistent-claim");
        volume.put("size", log.storage().size());
        log.storage().storageClass().ifPresent(name -> volume.put("class", name));
        volume.put("deleteClaim", settings.deleteData());
        volume.put("kraftMetadata", "shared");
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("replicas", log.brokers());
        spec.put("roles", List.of("controller", "broker"));
        spec.put("storage", Map.of("type", "jbod", "volumes", List.of(volume)));
        spec.put("resources", Resources.plain(log.resources()));
        return spec;
    }

    private static Map<String, Object> topic(Topic topic, TopicSettings settings) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("topicName", topic.topicName());
        spec.put("partitions", topic.partitions(settings));
        spec.put("replicas", (int) topic.replication(settings));
        spec.put("config", topic.configuration(settings));
        return spec;
    }
}
