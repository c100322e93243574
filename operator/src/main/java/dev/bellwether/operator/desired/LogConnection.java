package dev.bellwether.operator.desired;

import dev.bellwether.crds.SecretKey;
import dev.bellwether.operator.desired.StackSettings.Log;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;

/**
 * The way of a stack's processes to the log, wherever it is.
 *
 * @param settings the stack
 * @param facts what was generated
 */
public record LogConnection(StackSettings settings, Facts facts) {
    /** Where processes find the properties of their clients. */
    static final String FOLDER = "/etc/bellwether/kafka";

    static final String FILE = "client.properties";

    /** The port of Strimzi's listener with TLS inside the cluster. */
    static final int STRIMZI_PORT = 9093;

    /** Mutual TLS with the files that every process has mounted. */
    private static final String MANAGED_PROPERTIES = """
            security.protocol=SSL
            ssl.keystore.type=PEM
            ssl.keystore.location=/etc/bellwether/tls/keystore.pem
            ssl.truststore.type=PEM
            ssl.truststore.location=/etc/bellwether/tls/ca.crt
            """;

    /** Host and port of one or more brokers. */
    public String bootstrapServers() {
        StackNames names = settings.names();
        return switch (settings.log()) {
            case Log.Managed managed -> names.host(Component.KAFKA) + ":" + Component.KAFKA.port();
            case Log.Strimzi strimzi -> names.host(names.of(Component.KAFKA) + "-kafka-bootstrap") + ":" + STRIMZI_PORT;
            case Log.External external -> external.bootstrapServers();
        };
    }

    Variables variables(Variables variables) {
        Log log = settings.log();
        variables.add("BELLWETHER_KAFKA", bootstrapServers());
        if (hasProperties()) {
            variables.add("BELLWETHER_KAFKA_PROPERTIES", FOLDER + "/" + file());
        }
        return variables
                .add("BELLWETHER_KAFKA_BROKERS", log.brokers())
                .add("BELLWETHER_SAMPLE_PARTITIONS", facts.cluster().samplePartitions())
                .add("BELLWETHER_RULE_PARTITIONS", facts.cluster().rulePartitions())
                .add("BELLWETHER_SAMPLES_RETENTION", log.retention().toString())
                .add("BELLWETHER_SAMPLES_RETENTION_BYTES", log.retentionBytes());
    }

    private String file() {
        return settings.log() instanceof Log.External external
                ? external.propertiesSecret().map(SecretKey::key).orElse(FILE)
                : FILE;
    }

    private boolean hasProperties() {
        return !(settings.log() instanceof Log.External external)
                || external.propertiesSecret().isPresent();
    }

    /** The Secrets that others make and that must be there. */
    List<String> foreignSecrets() {
        return switch (settings.log()) {
            case Log.Managed managed -> List.of();
            case Log.Strimzi strimzi ->
                List.of(settings.names().strimziAuthority(), settings.names().strimziUser());
            case Log.External external ->
                external.propertiesSecret().map(SecretKey::name).stream().toList();
        };
    }

    List<Mount> mounts() {
        return switch (settings.log()) {
            case Log.Managed managed ->
                List.of(Mount.configMap("kafka", settings.names().kafkaClient(), FOLDER));
            case Log.Strimzi strimzi ->
                List.of(Mount.secret("kafka", settings.names().kafkaClient(), FOLDER));
            case Log.External external ->
                external.propertiesSecret().stream()
                        .map(secret -> Mount.secret("kafka", secret.name(), FOLDER))
                        .toList();
        };
    }

    /** What the mounted files hold, for the hash of a pod's configuration. */
    Object content() {
        return switch (settings.log()) {
            case Log.Managed managed -> MANAGED_PROPERTIES;
            case Log.Strimzi strimzi ->
                facts.clientProperties()
                        .map(text -> Hashes.ofTexts(Map.of(FILE, text)))
                        .orElse("");
            case Log.External external ->
                external.propertiesSecret()
                        .map(secret -> facts.secretHash(secret.name()))
                        .orElse("");
        };
    }

    /** The object that holds the properties; none where the user has made it. */
    List<HasMetadata> manifests() {
        String name = settings.names().kafkaClient();
        return switch (settings.log()) {
            case Log.Managed managed ->
                List.of(CommonObjects.configMap(settings, Component.KAFKA, name, Map.of(FILE, MANAGED_PROPERTIES)));
            case Log.Strimzi strimzi ->
                facts.clientProperties().stream()
                        .<HasMetadata>map(properties -> new SecretBuilder()
                                .withMetadata(CommonObjects.metadata(settings, Component.KAFKA, name))
                                .withType("Opaque")
                                .withStringData(Map.of(FILE, properties))
                                .build())
                        .toList();
            case Log.External external -> List.of();
        };
    }
}
