package dev.bellwether.operator.desired;

import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.operator.desired.Facts.LogCluster;
import dev.bellwether.operator.desired.Facts.RunningPod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What manifests are made of in tests. */
public final class Examples {
    public static final Images IMAGES = new Images(
            "example/agent:1",
            "example/ingest:1",
            "example/alert-engine:1",
            "example/query:1",
            "example/kafka:1",
            "example/database:1",
            "IfNotPresent",
            List.of());

    private Examples() {}

    public static MonitoringStack stack(String yaml) {
        MonitoringStack stack = Serialization.unmarshal(yaml, MonitoringStack.class);
        stack.getMetadata().setUid("00000000-0000-4000-8000-000000000001");
        return stack;
    }

    public static StackSettings settings(String yaml) {
        return new SettingsReader(IMAGES).read(stack(yaml));
    }

    static Facts facts(StackSettings settings) {
        return new Facts(
                "bellwether-system",
                "-----BEGIN CERTIFICATE-----\nexample\n-----END CERTIFICATE-----\n",
                Map.of(settings.names().tls(Component.WRITER), "hash-of-writer-tls"),
                "{\"keys\":[]}",
                "https://kubernetes.default.svc.cluster.local",
                new LogCluster("AAAAAAAAQACAAAAAAAAAAA", 4, 4, 1),
                Set.of(settings.names().namespace()),
                settings.log() instanceof StackSettings.Log.Strimzi
                        ? Optional.of("security.protocol=SSL\n")
                        : Optional.empty(),
                List.of(
                        new RunningPod(Component.GATEWAY, "gateway-a", "10.1.2.3", "node-1"),
                        new RunningPod(Component.QUERY, "query-a", "10.1.2.4", "node-2")));
    }
}
