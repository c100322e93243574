package dev.bellwether.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/**
 * What one node of a cluster of brokers is started with; every node is a controller too.
 *
 * @param nodes how many nodes there are, 1 or 3
 * @param nodeId which of them this is, from 0
 * @param clusterId the cluster's id, a UUID in 22 characters of base64
 * @param dataDirectory where its log stands; survives restarts
 * @param hostPattern the name under which the others and the clients reach a node, with {@code %d} for its number
 * @param listenHost the address it listens on
 * @param port where clients and the other nodes' brokers come in
 * @param controllerPort where the other nodes' controllers come in
 * @param pagesPort where it tells how it does, on all addresses it listens on
 * @param tls certificates for both ports, which then ask everybody for one; without it they speak in the clear
 */
record NodeConfig(
        int nodes,
        int nodeId,
        String clusterId,
        Path dataDirectory,
        String hostPattern,
        String listenHost,
        int port,
        int controllerPort,
        int pagesPort,
        Optional<NodeTls> tls) {
    NodeConfig {
        Objects.requireNonNull(dataDirectory, "dataDirectory");
        Objects.requireNonNull(tls, "tls");
        if (nodes != 1 && nodes != 3) {
            throw new IllegalArgumentException("BELLWETHER_KAFKA_NODES is " + nodes + ", allowed are 1 and 3");
        }
        if (nodeId < 0 || nodeId >= nodes) {
            throw new IllegalArgumentException(
                    "BELLWETHER_KAFKA_NODE_ID is " + nodeId + ", allowed are 0 to " + (nodes - 1));
        }
        requireClusterId(clusterId);
        if (nodes > 1 && !hostPattern.contains("%d")) {
            throw new IllegalArgumentException("BELLWETHER_KAFKA_HOST_PATTERN is \"" + hostPattern
                    + "\"; %d is needed in it for the node's number");
        }
        if (hostPattern.replace("%d", "").contains("%")) {
            throw new IllegalArgumentException(
                    "BELLWETHER_KAFKA_HOST_PATTERN is \"" + hostPattern + "\"; %d alone may follow a %");
        }
        requirePort("BELLWETHER_KAFKA_PORT", port);
        requirePort("BELLWETHER_KAFKA_CONTROLLER_PORT", controllerPort);
        requirePort("BELLWETHER_HTTP_PORT", pagesPort);
    }

    private static void requireClusterId(String clusterId) {
        try {
            if (clusterId.length() == 22) {
                Uuid unused = Uuid.fromString(clusterId);
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "BELLWETHER_KAFKA_CLUSTER_ID is \"" + clusterId + "\", no UUID in base64: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("BELLWETHER_KAFKA_CLUSTER_ID is \"" + clusterId
                + "\"; a UUID in 22 characters of base64 is needed, without padding");
    }

    private static void requirePort(String name, int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(name + " is " + port + ", allowed are 1 to 65535");
        }
    }

    /**
     * From environment variables; docs/processes.md lists them.
     *
     * @throws IllegalArgumentException where one is missing or wrong, with its name
     */
    static NodeConfig of(Map<String, String> variables) {
        return new NodeConfig(
                number(variables, "BELLWETHER_KAFKA_NODES", "1"),
                nodeId(variables),
                required(variables, "BELLWETHER_KAFKA_CLUSTER_ID"),
                Path.of(variables.getOrDefault("BELLWETHER_KAFKA_DATA", "/var/lib/kafka")),
                required(variables, "BELLWETHER_KAFKA_HOST_PATTERN"),
                variables.getOrDefault("BELLWETHER_KAFKA_LISTEN", "0.0.0.0"),
                number(variables, "BELLWETHER_KAFKA_PORT", "9092"),
                number(variables, "BELLWETHER_KAFKA_CONTROLLER_PORT", "9093"),
                number(variables, "BELLWETHER_HTTP_PORT", "7087"),
                NodeTls.of(variables));
    }

    /** By number, else what stands behind the last dash of a StatefulSet's pod. */
    private static int nodeId(Map<String, String> variables) {
        if (variables.containsKey("BELLWETHER_KAFKA_NODE_ID")) {
            return number(variables, "BELLWETHER_KAFKA_NODE_ID", "");
        }
        String pod = variables.getOrDefault("POD_NAME", "");
        String ordinal = pod.substring(pod.lastIndexOf('-') + 1);
        if (!ordinal.matches("\\d{1,4}")) {
            throw new IllegalArgumentException("BELLWETHER_KAFKA_NODE_ID is not set and POD_NAME is \"" + pod
                    + "\"; one of them must say which node this is, from 0");
        }
        return Integer.parseInt(ordinal);
    }

    private static String required(Map<String, String> variables, String name) {
        String value = variables.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set; it is needed");
        }
        return value;
    }

    private static int number(Map<String, String> variables, String name, String otherwise) {
        String value = variables.getOrDefault(name, otherwise);
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is \"" + value + "\", a whole number is needed", e);
        }
    }

    /** The name of a node. */
    String host(int node) {
        return hostPattern.replace("%d", String.valueOf(node));
    }
}
