package dev.bellwether.operator.desired;

import static dev.bellwether.operator.desired.Component.AGENT;
import static dev.bellwether.operator.desired.Component.ALERT_ENGINE;
import static dev.bellwether.operator.desired.Component.DATABASE;
import static dev.bellwether.operator.desired.Component.GATEWAY;
import static dev.bellwether.operator.desired.Component.KAFKA;
import static dev.bellwether.operator.desired.Component.QUERY;
import static dev.bellwether.operator.desired.Component.WRITER;

import dev.bellwether.operator.desired.StackSettings.Database;
import dev.bellwether.operator.desired.StackSettings.Log;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Closes pods off but for the ways that they need. Nothing gets into a pod of the stack, or out of it, that is not named
 * here; the kubelet's probes come from the node itself and are not subject to policies.
 */
final class NetworkManifests {
    private static final String NAMESPACE = "kubernetes.io/metadata.name";
    private static final int DNS_PORT = 53;

    private final StackSettings settings;
    private final Facts facts;

    NetworkManifests(StackSettings settings, Facts facts) {
        this.settings = settings;
        this.facts = facts;
    }

    /** Denies everything to every pod of the stack, in both namespaces; the other policies open ways. */
    List<NetworkPolicy> closed() {
        return Stream.concat(Stream.of(DATABASE), settings.agents().enabled() ? Stream.of(AGENT) : Stream.empty())
                .map(component -> new NetworkPolicyBuilder()
                        .withMetadata(new ObjectMetaBuilder()
                                .withName(settings.names().stack() + "-closed")
                                .withNamespace(settings.names().namespaceOf(component))
                                .withLabels(Labels.of(settings.names()))
                                .withOwnerReferences(settings.owner().reference())
                                .build())
                        .withNewSpec()
                        .withNewPodSelector()
                        .withMatchLabels(Labels.stackSelector(settings.names()))
                        .endPodSelector()
                        .withPolicyTypes("Ingress", "Egress")
                        .endSpec()
                        .build())
                .toList();
    }

    /** The ways of one component's pods. */
    NetworkPolicy ways(Component component) {
        return new NetworkPolicyBuilder()
                .withMetadata(CommonObjects.metadata(
                        settings, component, settings.names().of(component)))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(Labels.selector(settings.names(), component))
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .withIngress(in(component))
                .withEgress(out(component))
                .endSpec()
                .build();
    }

    private List<NetworkPolicyIngressRule> in(Component component) {
        return switch (component) {
            case DATABASE -> List.of(from(List.of(DATABASE.port()), pods(WRITER), pods(ALERT_ENGINE), pods(QUERY)));
            case KAFKA ->
                List.of(
                        from(
                                List.of(KAFKA.port()),
                                pods(KAFKA),
                                pods(GATEWAY),
                                pods(WRITER),
                                pods(ALERT_ENGINE),
                                pods(QUERY),
                                operator()),
                        from(List.of(KafkaManifests.CONTROLLER_PORT), pods(KAFKA)));
            // Agents, and senders of remote_write, who may be anywhere and prove who they are.
            case GATEWAY -> List.of(from(List.of(GATEWAY.port(), ServiceManifests.GRPC_PORT)));
            // People and Grafana.
            case QUERY -> List.of(from(List.of(QUERY.port())));
            // Their metrics, for whoever scrapes in the cluster.
            case WRITER, ALERT_ENGINE, AGENT -> List.of(from(List.of(component.port()), everyPod()));
        };
    }

    private List<NetworkPolicyEgressRule> out(Component component) {
        List<NetworkPolicyEgressRule> rules = new ArrayList<>();
        rules.add(dns());
        switch (component) {
            case DATABASE -> {}
            case KAFKA -> rules.add(to(List.of(KAFKA.port(), KafkaManifests.CONTROLLER_PORT), pods(KAFKA)));
            case WRITER, QUERY -> {
                rules.add(toLog());
                rules.add(toDatabase());
            }
            case GATEWAY -> rules.add(toLog());
            // Receivers of notifications are anywhere, and so is what agents may be told to scrape or probe.
            case ALERT_ENGINE, AGENT -> rules.add(new NetworkPolicyEgressRule());
        }
        return rules;
    }

    private NetworkPolicyEgressRule toLog() {
        return switch (settings.log()) {
            case Log.Managed managed -> to(List.of(KAFKA.port()), pods(KAFKA));
            case Log.Strimzi strimzi ->
                to(
                        List.of(LogConnection.STRIMZI_PORT),
                        pods(Map.of("strimzi.io/cluster", settings.names().of(KAFKA))));
            // Where brokers are, and on which ports, only they tell.
            case Log.External external -> new NetworkPolicyEgressRule();
        };
    }

    private NetworkPolicyEgressRule toDatabase() {
        return switch (settings.database()) {
            case Database.Managed managed -> to(List.of(DATABASE.port()), pods(DATABASE));
            case Database.CloudNativePg cluster ->
                to(
                        List.of(DATABASE.port()),
                        pods(Map.of("cnpg.io/cluster", settings.names().database())));
            case Database.External external -> new NetworkPolicyEgressRule();
        };
    }

    private static NetworkPolicyEgressRule dns() {
        return new NetworkPolicyEgressRuleBuilder()
                .withPorts(port("UDP", DNS_PORT), port("TCP", DNS_PORT))
                .build();
    }

    private static NetworkPolicyIngressRule from(List<Integer> ports, NetworkPolicyPeer... peers) {
        return new NetworkPolicyIngressRuleBuilder()
                .withPorts(ports.stream().map(port -> port("TCP", port)).toList())
                .withFrom(peers)
                .build();
    }

    private static NetworkPolicyEgressRule to(List<Integer> ports, NetworkPolicyPeer... peers) {
        return new NetworkPolicyEgressRuleBuilder()
                .withPorts(ports.stream().map(port -> port("TCP", port)).toList())
                .withTo(peers)
                .build();
    }

    private static NetworkPolicyPort port(String protocol, int number) {
        return new NetworkPolicyPortBuilder()
                .withProtocol(protocol)
                .withPort(new IntOrString(number))
                .build();
    }

    private NetworkPolicyPeer pods(Component component) {
        return pods(Labels.selector(settings.names(), component));
    }

    private static NetworkPolicyPeer pods(Map<String, String> labels) {
        return new NetworkPolicyPeerBuilder()
                .withNewPodSelector()
                .withMatchLabels(labels)
                .endPodSelector()
                .build();
    }

    private static NetworkPolicyPeer everyPod() {
        return new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .endNamespaceSelector()
                .build();
    }

    private NetworkPolicyPeer operator() {
        return new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .withMatchLabels(Map.of(NAMESPACE, facts.operatorNamespace()))
                .endNamespaceSelector()
                .withNewPodSelector()
                .withMatchLabels(Map.of(Labels.NAME, "operator", Labels.PART_OF, "bellwether"))
                .endPodSelector()
                .build();
    }
}
