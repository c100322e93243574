package dev.bellwether.operator.desired;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.crds.SecretKey;
import dev.bellwether.crds.stack.Autoscaling;
import dev.bellwether.crds.stack.ExternalDatabase;
import dev.bellwether.crds.stack.ServiceExposure;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A MonitoringStack's spec with everything decided: presets and defaults filled in, texts read. Immutable.
 *
 * @param names the names of its objects
 * @param owner the MonitoringStack
 * @param deleteData whether its data goes with it
 * @param networkPolicies whether pods are closed off but for the ways they need
 * @param images what runs
 * @param agents the agents on the nodes
 * @param gateway from senders into the log
 * @param gatewayLimits limits of the gateway, as variables of its process
 * @param gatewayCredentials who may send beside the agents
 * @param writer from the log into the database
 * @param alertEngine evaluates rules
 * @param query the HTTP API
 * @param externalUrl where people reach the HTTP API from outside, for links in notifications
 * @param corsOrigins what web pages of other origins may ask the HTTP API
 * @param log the log
 * @param database the database
 * @param retention how long samples are kept
 */
public record StackSettings(
        StackNames names,
        Owner owner,
        boolean deleteData,
        boolean networkPolicies,
        Images images,
        Agents agents,
        Workload gateway,
        Map<String, String> gatewayLimits,
        Optional<SecretKey> gatewayCredentials,
        Workload writer,
        Workload alertEngine,
        Workload query,
        Optional<String> externalUrl,
        List<String> corsOrigins,
        Log log,
        Database database,
        Retention retention) {
    public StackSettings {
        gatewayLimits = Map.copyOf(gatewayLimits);
        corsOrigins = List.copyOf(corsOrigins);
    }

    /**
     * The same with as many brokers as the log was made with: a preset that is changed does not change them.
     *
     * @param named whether the spec names the number itself
     * @throws InvalidStackException where the spec names another
     */
    public StackSettings withLogAsMade(int brokers, boolean named) {
        if (log instanceof Log.External || log.brokers() == brokers) {
            return this;
        }
        if (named) {
            throw new InvalidStackException(
                    "spec.kafka asks for " + log.brokers() + " brokers and the log was made with " + brokers
                            + ", which cannot be changed; make another stack, or name " + brokers);
        }
        Log asMade = switch (log) {
            case Log.Managed managed ->
                new Log.Managed(
                        brokers,
                        managed.storage(),
                        managed.resources(),
                        managed.retention(),
                        managed.retentionBytes(),
                        managed.podTemplate());
            case Log.Strimzi strimzi ->
                new Log.Strimzi(
                        brokers,
                        strimzi.storage(),
                        strimzi.resources(),
                        strimzi.version(),
                        strimzi.retention(),
                        strimzi.retentionBytes());
            case Log.External external -> external;
        };
        return new StackSettings(
                names,
                owner,
                deleteData,
                networkPolicies,
                images,
                agents,
                gateway,
                gatewayLimits,
                gatewayCredentials,
                writer,
                alertEngine,
                query,
                externalUrl,
                corsOrigins,
                asMade,
                database,
                retention);
    }

    /** The settings of a component that is a Deployment. */
    public Workload workload(Component component) {
        return switch (component) {
            case GATEWAY -> gateway;
            case WRITER -> writer;
            case ALERT_ENGINE -> alertEngine;
            case QUERY -> query;
            default -> throw new IllegalArgumentException(component + " is no Deployment");
        };
    }

    /**
     * One Deployment.
     *
     * @param replicas how many pods; where something scales them, how many at least
     * @param autoscaling what scales them, empty for nothing
     * @param service how its Service is exposed
     * @param podTemplate what is laid over its pods
     */
    public record Workload(
            int replicas,
            Optional<Autoscaling> autoscaling,
            ResourceRequirements resources,
            ServiceExposure service,
            Optional<JsonNode> podTemplate) {}

    /**
     * The agents.
     *
     * @param collectors settings of collectors by name, as the agent's configuration has them
     * @param interval from collection to collection
     * @param hostPid whether they see the machine's processes as their own
     * @param scrapeStack whether they scrape the stack's own pods
     * @param extraConfig more of the agent's configuration, laid over what the operator writes
     */
    public record Agents(
            boolean enabled,
            Map<String, Map<String, Object>> collectors,
            String interval,
            List<Toleration> tolerations,
            boolean hostPid,
            boolean scrapeStack,
            ResourceRequirements resources,
            Optional<JsonNode> extraConfig,
            Optional<JsonNode> podTemplate) {
        public Agents {
            collectors = Map.copyOf(collectors);
            tolerations = List.copyOf(tolerations);
        }
    }

    /** Volumes of a StatefulSet: how large, and of which StorageClass (the cluster's own where empty). */
    public record Storage(String size, Optional<String> storageClass) {}

    /** The log. */
    public sealed interface Log {
        /** How many brokers there are, as the processes are told: 1, or 3 for three copies of each record. */
        int brokers();

        /** How long {@code samples} keeps batches. */
        Duration retention();

        /** How many bytes a partition of {@code samples} keeps; −1 for no bound. */
        long retentionBytes();

        /** Kafka nodes that the operator runs itself. */
        record Managed(
                int brokers,
                Storage storage,
                ResourceRequirements resources,
                Duration retention,
                long retentionBytes,
                Optional<JsonNode> podTemplate)
                implements Log {}

        /**
         * A Kafka of the Strimzi operator.
         *
         * @param version of Kafka, Strimzi's own where empty
         */
        record Strimzi(
                int brokers,
                Storage storage,
                ResourceRequirements resources,
                Optional<String> version,
                Duration retention,
                long retentionBytes)
                implements Log {}

        /**
         * Brokers that are there already.
         *
         * @param propertiesSecret a properties file of their clients; the Secret's other keys are files beside it
         */
        record External(
                String bootstrapServers,
                Optional<SecretKey> propertiesSecret,
                int brokers,
                Duration retention,
                long retentionBytes)
                implements Log {}
    }

    /** The database. */
    public sealed interface Database {
        /** A PostgreSQL with TimescaleDB that the operator runs itself. */
        record Managed(Storage storage, ResourceRequirements resources, Optional<JsonNode> podTemplate)
                implements Database {}

        /** A cluster of the CloudNativePG operator. */
        record CloudNativePg(
                int instances,
                Storage storage,
                ResourceRequirements resources,
                String image,
                Map<String, Object> backup)
                implements Database {}

        /** A database that is there already; its Secret has {@code username} and {@code password}. */
        record External(ExternalDatabase address) implements Database {}
    }

    /**
     * How long samples are kept, as variables of the writer's and the query server's processes.
     *
     * @param variables names and values
     */
    public record Retention(Map<String, String> variables) {
        public Retention {
            variables = Map.copyOf(variables);
        }
    }
}
