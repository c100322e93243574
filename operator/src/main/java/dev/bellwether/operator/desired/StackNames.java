package dev.bellwether.operator.desired;

import java.util.List;
import java.util.Objects;

/**
 * The names of everything that a stack has.
 *
 * @param stack the MonitoringStack's name
 * @param namespace where its children live, but for the agents
 */
public record StackNames(String stack, String namespace) {
    /** The key of a password, and of a user's name, in the Secret of the database. */
    public static final String PASSWORD = "password";

    public static final String USERNAME = "username";

    public StackNames {
        Objects.requireNonNull(stack, "stack");
        Objects.requireNonNull(namespace, "namespace");
    }

    /** The name of a component's workload, Service, ServiceAccount, NetworkPolicy and PodDisruptionBudget. */
    public String of(Component component) {
        return stack + "-" + component.label();
    }

    /** The namespace in which a component's pods run. */
    public String namespaceOf(Component component) {
        return component == Component.AGENT ? agentsNamespace() : namespace;
    }

    /** The agents have one of their own: host paths are refused by every Pod Security level but the most open one. */
    public String agentsNamespace() {
        return namespace + "-agents";
    }

    public List<String> namespaces() {
        return List.of(namespace, agentsNamespace());
    }

    /** The headless Service that gives each Kafka node a name. */
    public String kafkaNodes() {
        return of(Component.KAFKA) + "-nodes";
    }

    /** The properties of Kafka's clients: a ConfigMap, or a Secret where they hold keys. */
    public String kafkaClient() {
        return of(Component.KAFKA) + "-client";
    }

    /** The Secret with what was chosen when the log was made: its id and how many partitions topics have. */
    public String kafkaCluster() {
        return of(Component.KAFKA) + "-cluster";
    }

    /** Strimzi's name for the Secret with the authority of its cluster. */
    public String strimziAuthority() {
        return of(Component.KAFKA) + "-cluster-ca-cert";
    }

    /** The KafkaUser of all components, and Strimzi's Secret with its key. */
    public String strimziUser() {
        return of(Component.KAFKA) + "-user";
    }

    public String tls(Component component) {
        return of(component) + "-tls";
    }

    /** The Secret with the operator's own certificate towards the log. */
    public String operatorTls() {
        return stack + "-operator-tls";
    }

    public String authority() {
        return stack + "-ca";
    }

    public String database() {
        return of(Component.DATABASE);
    }

    public String api() {
        return stack + "-api";
    }

    public String sealing() {
        return stack + "-sealing";
    }

    public String agentKeys() {
        return stack + "-agent-keys";
    }

    /** The cluster-scoped PriorityClass of what must not be the first to go. */
    public String priority() {
        return "bellwether-" + stack;
    }

    /** A Service's name as the cluster's DNS knows it from every namespace. */
    public String host(String service) {
        return service + "." + namespace + ".svc";
    }

    public String host(Component component) {
        return host(of(component));
    }

    /** The names of the managed Kafka's nodes; {@code %d} is the node's number. */
    public String kafkaHostPattern() {
        return of(Component.KAFKA) + "-%d." + host(kafkaNodes());
    }

    /** Who agents are in the API server's tokens. */
    public String agentSubject() {
        return "system:serviceaccount:" + agentsNamespace() + ":" + of(Component.AGENT);
    }
}
