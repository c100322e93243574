package dev.bellwether.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeConfigTest {
    private static final String CLUSTER = "AAAAAAAAAAAAAAAAAAAAAQ";

    private static Map<String, String> variables(String... more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "BELLWETHER_KAFKA_NODES", "3",
                "BELLWETHER_KAFKA_CLUSTER_ID", CLUSTER,
                "BELLWETHER_KAFKA_HOST_PATTERN", "main-kafka-%d.main-kafka-nodes.bellwether.svc",
                "POD_NAME", "main-kafka-2"));
        for (int i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return variables;
    }

    @Test
    void theNameOfThePodSaysWhichNodeItIs() {
        NodeConfig config = NodeConfig.of(variables());
        assertThat(config)
                .isEqualTo(new NodeConfig(
                        3,
                        2,
                        CLUSTER,
                        Path.of("/var/lib/kafka"),
                        "main-kafka-%d.main-kafka-nodes.bellwether.svc",
                        "0.0.0.0",
                        9092,
                        9093,
                        7087,
                        Optional.empty()));
        assertThat(config.host(0)).isEqualTo("main-kafka-0.main-kafka-nodes.bellwether.svc");
    }

    @Test
    void everyVariableIsUsed() {
        assertThat(NodeConfig.of(variables(
                        "BELLWETHER_KAFKA_NODES", "1",
                        "BELLWETHER_KAFKA_NODE_ID", "0",
                        "BELLWETHER_KAFKA_DATA", "/d",
                        "BELLWETHER_KAFKA_HOST_PATTERN", "h",
                        "BELLWETHER_KAFKA_LISTEN", "127.0.0.1",
                        "BELLWETHER_KAFKA_PORT", "1",
                        "BELLWETHER_KAFKA_CONTROLLER_PORT", "2",
                        "BELLWETHER_HTTP_PORT", "3",
                        "BELLWETHER_TLS_CERTIFICATES", "/c",
                        "BELLWETHER_TLS_PRIVATE_KEY", "/k",
                        "BELLWETHER_TLS_CLIENT_AUTHORITIES", "/a")))
                .isEqualTo(new NodeConfig(
                        1,
                        0,
                        CLUSTER,
                        Path.of("/d"),
                        "h",
                        "127.0.0.1",
                        1,
                        2,
                        3,
                        Optional.of(new NodeTls(Path.of("/c"), Path.of("/k"), Path.of("/a")))));
    }

    @Test
    void threeNodesKeepThreeCopiesAndOneKeepsOne() {
        assertThat(NodeSettings.of(NodeConfig.of(variables())))
                .containsEntry("default.replication.factor", "3")
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("transaction.state.log.min.isr", "2")
                .containsEntry("unclean.leader.election.enable", "false")
                .containsEntry("group.min.session.timeout.ms", "1000")
                .containsEntry("node.id", "2")
                .containsEntry(
                        "advertised.listeners",
                        "BROKER://main-kafka-2.main-kafka-nodes.bellwether.svc:9092,"
                                + "CONTROLLER://main-kafka-2.main-kafka-nodes.bellwether.svc:9093")
                .containsEntry(
                        "controller.quorum.voters",
                        "0@main-kafka-0.main-kafka-nodes.bellwether.svc:9093,"
                                + "1@main-kafka-1.main-kafka-nodes.bellwether.svc:9093,"
                                + "2@main-kafka-2.main-kafka-nodes.bellwether.svc:9093");
        assertThat(NodeSettings.of(NodeConfig.of(variables("BELLWETHER_KAFKA_NODES", "1", "POD_NAME", "kafka-0"))))
                .containsEntry("default.replication.factor", "1")
                .containsEntry("min.insync.replicas", "1");
    }

    @Test
    void whatIsWrongIsNamedWithItsValueAndWhatIsAllowed() {
        assertThatThrownBy(() -> NodeConfig.of(variables("BELLWETHER_KAFKA_NODES", "2")))
                .hasMessage("BELLWETHER_KAFKA_NODES is 2, allowed are 1 and 3");
        assertThatThrownBy(() -> NodeConfig.of(variables("POD_NAME", "main-kafka-3")))
                .hasMessage("BELLWETHER_KAFKA_NODE_ID is 3, allowed are 0 to 2");
        assertThatThrownBy(() -> NodeConfig.of(variables("POD_NAME", "kafka")))
                .hasMessageContaining("POD_NAME is \"kafka\"");
        assertThatThrownBy(() -> NodeConfig.of(variables("BELLWETHER_KAFKA_CLUSTER_ID", "mine")))
                .hasMessageContaining("BELLWETHER_KAFKA_CLUSTER_ID is \"mine\"; a UUID in 22 characters");
        assertThatThrownBy(() -> NodeConfig.of(variables("BELLWETHER_KAFKA_HOST_PATTERN", "kafka")))
                .hasMessageContaining("%d is needed");
        assertThatThrownBy(() -> NodeConfig.of(variables("BELLWETHER_KAFKA_PORT", "x")))
                .hasMessage("BELLWETHER_KAFKA_PORT is \"x\", a whole number is needed");
        assertThatThrownBy(() -> NodeConfig.of(variables("BELLWETHER_TLS_PRIVATE_KEY", "/k")))
                .hasMessageContaining("belong together");
    }
}
