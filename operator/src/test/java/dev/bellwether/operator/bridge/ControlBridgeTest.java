package dev.bellwether.operator.bridge;

import static dev.bellwether.operator.bridge.TestObjects.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.secret.ReceiverSecrets;
import dev.bellwether.alerting.secret.SealingKeys;
import dev.bellwether.crds.notifier.NotifierStatus;
import dev.bellwether.crds.silence.SilenceStatus;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.SecretSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ControlBridgeTest {
    private static final String FROM_SECRET = "{pagerDuty: {routingKeyFrom: {secretKeyRef: {name: pager, key: key}}}}";

    private final FakeLog log = new FakeLog();
    private final FakeSecrets secrets = new FakeSecrets();
    private final Removals notifierRemovals = new Removals(Duration.ZERO, Duration.ofMinutes(10));
    private final Removals silenceRemovals = new Removals(Duration.ZERO, Duration.ofMinutes(10));
    private final StatusQueue<NotifierStatus> notifiers = new StatusQueue<>(ControlStatuses::withoutTimes);
    private final StatusQueue<SilenceStatus> silences = new StatusQueue<>(status -> status);
    private final ControlBridge bridge = new ControlBridge(
            TestObjects.CLOCK, notifierRemovals, silenceRemovals, notifiers, silences, (key, failure) -> {});
    private BridgeSettings settings = TestObjects.settings();
    private long now;

    private static final class FakeSecrets implements SecretValues {
        private final Map<String, @Nullable String> values = new HashMap<>();

        @Override
        public Answer find(String namespace, String name, String key) {
            String path = namespace + "/" + name + "/" + key;
            return new Answer(values.containsKey(path), values.get(path));
        }

        @Override
        public void retain(Set<Name> used) {
            // Nothing is watched.
        }
    }

    @Test
    void aSecretTravelsSealedAndTheSameValueIsNotSentTwice() {
        // given
        secrets.values.put("shop/pager/key", "s3cret\n");
        notifier(FROM_SECRET, 1);

        // when
        settle();

        // then
        assertThat(opened(TestObjects.KEYS)).isEqualTo("s3cret");
        assertThat(reason()).isEqualTo("InForce");
        bridge.readAgain(null);
        settle();
        assertThat(log.written).containsExactly("put Notifier/shop/pager");
    }

    @Test
    void aValueInTheOpenIsSealedToo() {
        notifier("{pagerDuty: {routingKey: s3cret}}", 1);
        settle();
        assertThat(opened(TestObjects.KEYS)).isEqualTo("s3cret");
    }

    @Test
    void aChangedSecretAndANewerKeyAreSentAnew() {
        // given
        secrets.values.put("shop/pager/key", "first");
        notifier(FROM_SECRET, 1);
        settle();

        // when
        secrets.values.put("shop/pager/key", "second");
        bridge.readAgain("shop");
        settle();

        // then
        assertThat(opened(TestObjects.KEYS)).isEqualTo("second");

        // when
        SealingKeys rotated = TestObjects.KEYS.rotated();
        settings = new BridgeSettings(
                "main",
                "stack-uid",
                "bellwether",
                settings.rules(),
                settings.notifiers(),
                settings.silences(),
                false,
                List.of(),
                10,
                Duration.ofHours(1),
                "",
                rotated,
                null);
        bridge.readAgain(null);
        settle();

        // then
        assertThat(sealed().keyId()).isEqualTo(rotated.newest());
        assertThat(log.written).hasSize(3);
    }

    @Test
    void whileASecretIsReadNothingIsSaidAndAMissingOneLeavesWhatStood() {
        // given
        secrets.values.put("shop/pager/key", "first");
        notifier(FROM_SECRET, 1);
        settle();
        assertThat(reason()).isEqualTo("InForce");

        // when
        secrets.values.put("shop/pager/key", null);
        bridge.readAgain("shop");
        settle();

        // then
        assertThat(reason()).isEqualTo("SecretMissing");
        assertThat(opened(TestObjects.KEYS)).isEqualTo("first");

        // when
        secrets.values.clear();
        bridge.readAgain("shop");
        settle();

        // then
        assertThat(notifiers.due(now += 100_000)).isEmpty();
        assertThat(notifierRemovals.isEmpty()).isTrue();
    }

    @Test
    void aFileOfTheAlertEngineIsRefused() {
        notifier("{pagerDuty: {routingKeyFrom: {file: /etc/bellwether/database/password}}}", 1);
        settle();
        assertThat(reason()).isEqualTo("Invalid");
        assertThat(log.written).isEmpty();
    }

    @Test
    void deliveriesStandInTheStatus() {
        // given
        notifier("{pagerDuty: {routingKey: s3cret}}", 1);
        settle();
        assertThat(reason()).isEqualTo("InForce");

        // when
        bridge.decided(new NotificationDecision(
                1_000, "shop/pager", "r", "f", "g", "n", NotificationDecision.Kind.SENT, "202 Accepted"));
        settle();

        // then
        NotifierStatus status = notifiers.due(now += 100_000).getFirst().status();
        assertThat(status.receiver()).isEqualTo("pagerDuty");
        assertThat(Objects.requireNonNull(status.lastDelivery()).time()).isEqualTo("1970-01-01T00:00:01Z");
    }

    @Test
    void aSilenceSaysWhetherItIsInForceNow() {
        bridge.silence(
                object(
                        ObjectKind.SILENCE,
                        "quiet",
                        1,
                        "{matchers: ['a=\"b\"'], startsAt: '2026-11-01T11:00:00Z', endsAt: '2026-11-01T13:00:00Z'}"),
                null);
        settle();
        assertThat(log.written).containsExactly("put Silence/shop/quiet");
        assertThat(silences.due(0).getFirst().status().state()).isEqualTo("Active");
    }

    @Test
    void whatWasDeletedWaitsToGoAndSoDoesWhatStandsWithoutAnObject() {
        // given
        notifier("{pagerDuty: {routingKey: s3cret}}", 1);
        settle();
        bridge.compare(log.controls().current().all(), Control.Kind.NOTIFIER);
        assertThat(notifierRemovals.isEmpty()).isTrue();

        // when
        bridge.deleted(new ObjectKey(ObjectKind.NOTIFIER, "shop", "pager"));
        bridge.compare(log.controls().current().all(), Control.Kind.NOTIFIER);

        // then
        assertThat(notifierRemovals.uncertain()).containsExactly("shop/pager");
        assertThat(silenceRemovals.isEmpty()).isTrue();
    }

    private void notifier(String spec, long generation) {
        bridge.notifier(object(ObjectKind.NOTIFIER, "pager", generation, spec), null);
    }

    private void settle() {
        bridge.settle(log, settings, Map.of("shop", Map.of()), Set.of(), secrets);
    }

    private @Nullable String reason() {
        List<StatusQueue.Write<NotifierStatus>> due = notifiers.due(now += 100_000);
        assertThat(due).hasSize(1);
        notifiers.written(due.getFirst());
        return due.getFirst().status().conditions().getFirst().getReason();
    }

    private SecretSource.Sealed sealed() {
        ReceiverSettings.PagerDuty receiver = (ReceiverSettings.PagerDuty)
                ReceiverSecrets.inPlace(log.controls().current().notifiers().getFirst())
                        .receiver();
        return (SecretSource.Sealed) receiver.routingKey();
    }

    private String opened(SealingKeys keys) {
        return keys.open(sealed());
    }
}
