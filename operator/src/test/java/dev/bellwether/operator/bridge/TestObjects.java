package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.secret.SealingKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Objects and settings for tests. */
final class TestObjects {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
    static final SealingKeys KEYS = SealingKeys.generate();

    private TestObjects() {}

    static BridgeSettings settings() {
        return settings(false, List.of(), 1_000);
    }

    static BridgeSettings settings(boolean enforced, List<RuleOverride> overrides, int maximumAlertObjects) {
        return new BridgeSettings(
                "main",
                "stack-uid",
                "bellwether",
                Selection.all("rule"),
                Selection.all("notifier"),
                Selection.all("silence"),
                enforced,
                overrides,
                maximumAlertObjects,
                Duration.ofHours(1),
                "",
                KEYS,
                null);
    }

    static WatchedObject alertRule(String name, long generation, String spec) {
        return object(ObjectKind.ALERT_RULE, name, generation, spec);
    }

    static WatchedObject object(ObjectKind kind, String name, long generation, String spec) {
        ObjectKey key = new ObjectKey(kind, "shop", name);
        String manifest = "{apiVersion: " + kind.apiVersion() + ", kind: " + kind.kind() + ", metadata: {name: " + name
                + ", namespace: shop}, spec: " + spec + "}";
        return new WatchedObject(
                key,
                "uid-" + name,
                generation,
                Map.of("team", "shop"),
                Map.of(),
                manifest,
                Map.of(),
                Map.of(),
                System.nanoTime());
    }
}
