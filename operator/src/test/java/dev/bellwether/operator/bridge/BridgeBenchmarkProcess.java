package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.secret.SealingKeys;
import dev.bellwether.operator.bridge.kubernetes.KubernetesCluster;
import dev.bellwether.operator.bridge.stream.KafkaBridgeLog;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.stream.KafkaSettings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A bridge in a process of its own. Arguments: a kubeconfig, the brokers. */
public final class BridgeBenchmarkProcess {
    private BridgeBenchmarkProcess() {}

    public static void main(String[] arguments) throws Exception {
        KafkaSettings kafka = KafkaSettings.plain(arguments[1]);
        BridgeSettings settings = new BridgeSettings(
                "main",
                "",
                "bench",
                Selection.all("rule"),
                Selection.all("notifier"),
                Selection.all("silence"),
                false,
                List.of(),
                1_000,
                Duration.ofHours(1),
                "",
                SealingKeys.generate(),
                null);
        Config config = Config.fromKubeconfig(Path.of(arguments[0]).toFile());
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                Bridge bridge = new Bridge(
                        () -> new KafkaBridgeLog(
                                kafka, new TopicSettings(1, 2, 6, Duration.ofHours(1), -1), settings.stack()),
                        new KubernetesCluster(client),
                        settings,
                        Duration.ofMinutes(10),
                        Clock.systemUTC(),
                        () -> {})) {
            bridge.start();
            Thread.currentThread().join();
        }
    }
}
