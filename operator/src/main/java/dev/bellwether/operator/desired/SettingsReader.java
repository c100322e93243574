package dev.bellwether.operator.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.crds.stack.AgentsSpec;
import dev.bellwether.crds.stack.Autoscaling;
import dev.bellwether.crds.stack.CloudNativePgDatabase;
import dev.bellwether.crds.stack.CollectorSpec;
import dev.bellwether.crds.stack.DatabaseSpec;
import dev.bellwether.crds.stack.ExternalKafka;
import dev.bellwether.crds.stack.GatewayLimits;
import dev.bellwether.crds.stack.ImagesSpec;
import dev.bellwether.crds.stack.KafkaSpec;
import dev.bellwether.crds.stack.LogRetention;
import dev.bellwether.crds.stack.ManagedDatabase;
import dev.bellwether.crds.stack.ManagedKafka;
import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.crds.stack.MonitoringStackSpec;
import dev.bellwether.crds.stack.MonitoringStackSpec.DeletionPolicy;
import dev.bellwether.crds.stack.PodTemplate;
import dev.bellwether.crds.stack.RetentionSpec;
import dev.bellwether.crds.stack.ServiceExposure;
import dev.bellwether.crds.stack.StrimziKafka;
import dev.bellwether.operator.desired.StackSettings.Agents;
import dev.bellwether.operator.desired.StackSettings.Database;
import dev.bellwether.operator.desired.StackSettings.Log;
import dev.bellwether.operator.desired.StackSettings.Retention;
import dev.bellwether.operator.desired.StackSettings.Storage;
import dev.bellwether.operator.desired.StackSettings.Workload;
import dev.bellwether.promql.parser.PromqlDuration;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides everything that a MonitoringStack leaves open. */
public final class SettingsReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Images images;

    /**
     * A reader.
     *
     * @param images what runs where a stack names nothing else
     */
    public SettingsReader(Images images) {
        this.images = images;
    }

    /**
     * The settings of a stack.
     *
     * @throws InvalidStackException where the spec contradicts itself; names the field, what stands there, what is allowed
     */
    public StackSettings read(MonitoringStack stack) {
        MonitoringStackSpec spec = stack.getSpec();
        Preset preset = Preset.of(spec.preset());
        String name = stack.getMetadata().getName();
        return new StackSettings(
                new StackNames(name, spec.namespace()),
                new Owner(
                        stack.getApiVersion(),
                        stack.getKind(),
                        name,
                        stack.getMetadata().getUid()),
                spec.deletionPolicy() == DeletionPolicy.Delete,
                spec.networkPolicies(),
                images(spec.images()),
                agents(spec.agents(), spec.selfMonitoring(), preset),
                workload(
                        spec.ingest().gateway().replicas(),
                        preset.gateways(),
                        spec.ingest().gateway().autoscaling(),
                        spec.ingest().gateway().resources(),
                        preset.gateway(),
                        spec.ingest().gateway().service(),
                        spec.ingest().gateway().podTemplate()),
                limits(spec.ingest().gateway().limits()),
                Optional.ofNullable(spec.ingest().gateway().credentialsSecret()),
                workload(
                        spec.ingest().writer().replicas(),
                        preset.writers(),
                        spec.ingest().writer().autoscaling(),
                        spec.ingest().writer().resources(),
                        preset.writer(),
                        ServiceExposure.INSIDE,
                        spec.ingest().writer().podTemplate()),
                workload(
                        spec.alertEngine().replicas(),
                        preset.alertEngines(),
                        null,
                        spec.alertEngine().resources(),
                        preset.alertEngine(),
                        ServiceExposure.INSIDE,
                        spec.alertEngine().podTemplate()),
                workload(
                        spec.query().replicas(),
                        preset.queries(),
                        null,
                        spec.query().resources(),
                        preset.query(),
                        spec.query().service(),
                        spec.query().podTemplate()),
                Optional.ofNullable(spec.alertEngine().externalUrl()),
                spec.query().corsOrigins(),
                log(spec.kafka(), preset),
                database(spec.database(), preset),
                retention(spec.retention()));
    }

    /** Whether a spec names the number of brokers itself, and does not leave it to the preset. */
    public static boolean namesBrokers(MonitoringStackSpec spec) {
        ManagedKafka managed = spec.kafka().managed();
        StrimziKafka strimzi = spec.kafka().strimzi();
        return (managed != null && managed.brokers() != null) || (strimzi != null && strimzi.brokers() != null);
    }

    private Images images(ImagesSpec spec) {
        return new Images(
                orElse(spec.agent(), images.agent()),
                orElse(spec.ingest(), images.ingest()),
                orElse(spec.alertEngine(), images.alertEngine()),
                orElse(spec.query(), images.query()),
                orElse(spec.kafka(), images.kafka()),
                orElse(spec.database(), images.database()),
                spec.pullPolicy() == ImagesSpec.PullPolicy.IfNotPresent
                        ? images.pullPolicy()
                        : spec.pullPolicy().name(),
                spec.pullSecrets().isEmpty() ? images.pullSecrets() : spec.pullSecrets());
    }

    private static Agents agents(AgentsSpec spec, boolean scrapeStack, Preset preset) {
        Map<String, Map<String, Object>> collectors = spec.collectors().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> collector(entry.getValue())));
        return new Agents(
                spec.enabled(),
                collectors,
                spec.interval(),
                spec.tolerations(),
                spec.hostPID(),
                scrapeStack,
                resources(spec.resources(), preset.agent()),
                spec.extraConfig().isEmpty() ? Optional.empty() : Optional.of(JSON.valueToTree(spec.extraConfig())),
                overlay(spec.podTemplate()));
    }

    private static Map<String, Object> collector(CollectorSpec spec) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (spec.enabled() != null) {
            settings.put("enabled", spec.enabled());
        }
        if (spec.interval() != null) {
            settings.put("interval", spec.interval());
        }
        return settings;
    }

    private static Workload workload(
            @Nullable Integer replicas,
            int usualReplicas,
            @Nullable Autoscaling autoscaling,
            @Nullable ResourceRequirements resources,
            ResourceRequirements usualResources,
            ServiceExposure service,
            @Nullable PodTemplate podTemplate) {
        int pods = replicas == null ? usualReplicas : replicas;
        return new Workload(
                autoscaling == null ? pods : autoscaling.minReplicas(),
                Optional.ofNullable(autoscaling),
                resources(resources, usualResources),
                service,
                overlay(podTemplate));
    }

    private static Log log(KafkaSpec spec, Preset preset) {
        if (spec.managed() != null) {
            ManagedKafka managed = spec.managed();
            return new Log.Managed(
                    managed.brokers() == null ? preset.brokers() : managed.brokers(),
                    storage(managed.storage(), managed.storageClassName(), preset.kafkaStorage()),
                    resources(managed.resources(), preset.kafka()),
                    Duration.ofHours(managed.retention().hours()),
                    bytes("spec.kafka.managed.retention.bytes", managed.retention()),
                    overlay(managed.podTemplate()));
        }
        if (spec.strimzi() != null) {
            StrimziKafka strimzi = spec.strimzi();
            return new Log.Strimzi(
                    strimzi.brokers() == null ? preset.brokers() : strimzi.brokers(),
                    storage(strimzi.storage(), strimzi.storageClassName(), preset.kafkaStorage()),
                    resources(strimzi.resources(), preset.kafka()),
                    Optional.ofNullable(strimzi.version()),
                    Duration.ofHours(strimzi.retention().hours()),
                    bytes("spec.kafka.strimzi.retention.bytes", strimzi.retention()));
        }
        if (spec.external() != null) {
            ExternalKafka external = spec.external();
            return new Log.External(
                    external.bootstrapServers(),
                    Optional.ofNullable(external.propertiesSecret()),
                    external.brokers(),
                    Duration.ofHours(external.retention().hours()),
                    bytes("spec.kafka.external.retention.bytes", external.retention()));
        }
        throw new InvalidStackException("spec.kafka is empty, one of managed, strimzi and external is needed");
    }

    private static Database database(DatabaseSpec spec, Preset preset) {
        if (spec.managed() != null) {
            ManagedDatabase managed = spec.managed();
            return new Database.Managed(
                    storage(managed.storage(), managed.storageClassName(), preset.databaseStorage()),
                    resources(managed.resources(), preset.database()),
                    overlay(managed.podTemplate()));
        }
        if (spec.cloudNativePG() != null) {
            CloudNativePgDatabase cluster = spec.cloudNativePG();
            return new Database.CloudNativePg(
                    cluster.instances(),
                    storage(cluster.storage(), cluster.storageClassName(), preset.databaseStorage()),
                    resources(cluster.resources(), preset.database()),
                    cluster.image(),
                    cluster.backup());
        }
        if (spec.external() != null) {
            return new Database.External(spec.external());
        }
        throw new InvalidStackException("spec.database is empty, one of managed, cloudNativePG and external is needed");
    }

    private static Storage storage(@Nullable String size, @Nullable String storageClass, String usualSize) {
        return new Storage(orElse(size, usualSize), Optional.ofNullable(storageClass));
    }

    private static long bytes(String field, LogRetention retention) {
        try {
            return Quantity.parse(retention.bytes()).getNumericalAmount().longValueExact();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidStackException(
                    field + " is \"" + retention.bytes() + "\", a whole number of bytes such as 4Gi is needed");
        }
    }

    private static ResourceRequirements resources(@Nullable ResourceRequirements named, ResourceRequirements usual) {
        return named == null ? usual : Resources.merged(usual, named);
    }

    private static Optional<JsonNode> overlay(@Nullable PodTemplate template) {
        if (template == null) {
            return Optional.empty();
        }
        ObjectNode overlay = JSON.createObjectNode();
        PodTemplate.Metadata metadata = template.metadata();
        if (metadata != null) {
            overlay.set("metadata", JSON.valueToTree(metadata));
        }
        overlay.set("spec", JSON.valueToTree(template.spec()));
        return Optional.of(overlay);
    }

    private static Map<String, String> limits(GatewayLimits limits) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("BELLWETHER_MAX_REQUEST_BYTES", limits.maxRequestBytes().toString());
        variables.put(
                "BELLWETHER_MAX_DECOMPRESSED_BYTES",
                limits.maxDecompressedBytes().toString());
        variables.put(
                "BELLWETHER_MAX_SERIES_PER_AGENT", limits.maxSeriesPerAgent().toString());
        variables.put(
                "BELLWETHER_MAX_LABELS_PER_SERIES", limits.maxLabelsPerSeries().toString());
        variables.put(
                "BELLWETHER_MAX_LABEL_NAME_LENGTH", limits.maxLabelNameLength().toString());
        variables.put(
                "BELLWETHER_MAX_LABEL_VALUE_LENGTH",
                limits.maxLabelValueLength().toString());
        variables.put("BELLWETHER_SAMPLES_PER_SECOND", limits.samplesPerSecond().toString());
        variables.put(
                "BELLWETHER_MAX_IN_FLIGHT_BYTES", limits.maxInFlightBytes().toString());
        variables.put("BELLWETHER_MAX_FUTURE", duration("spec.ingest.gateway.limits.maxFuture", limits.maxFuture()));
        variables.put("BELLWETHER_MAX_AGE", duration("spec.ingest.gateway.limits.maxAge", limits.maxAge()));
        return variables;
    }

    private static Retention retention(RetentionSpec spec) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("BELLWETHER_RETENTION_RAW", duration("spec.retention.raw", spec.raw()));
        variables.put("BELLWETHER_RETENTION_SHORT", duration("spec.retention.rawShort", spec.rawShort()));
        variables.put("BELLWETHER_RETENTION_LONG", duration("spec.retention.rawLong", spec.rawLong()));
        variables.put("BELLWETHER_RETENTION_FIVE_MINUTES", duration("spec.retention.fiveMinutes", spec.fiveMinutes()));
        variables.put("BELLWETHER_RETENTION_HOURLY", duration("spec.retention.hourly", spec.hourly()));
        variables.put("BELLWETHER_RETENTION_ALERTS", duration("spec.retention.alerts", spec.alerts()));
        if (!spec.overrides().isEmpty()) {
            variables.put(
                    "BELLWETHER_RETENTION_RULES",
                    spec.overrides().stream()
                            .map(rule -> rule.retentionClass().name().toLowerCase(Locale.ROOT) + ":" + rule.metrics())
                            .collect(Collectors.joining("\n")));
        }
        return new Retention(variables);
    }

    private static String duration(String field, String text) {
        try {
            return PromqlDuration.parse(text).toString();
        } catch (IllegalArgumentException e) {
            throw new InvalidStackException(
                    field + " is \"" + text + "\", a duration such as 30s, 1h30m or 7d is needed");
        }
    }

    private static String orElse(@Nullable String named, String usual) {
        return named == null || named.isEmpty() ? usual : named;
    }
}
