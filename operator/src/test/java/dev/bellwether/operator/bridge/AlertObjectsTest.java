package dev.bellwether.operator.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.crds.alert.AlertSpec;
import dev.bellwether.crds.alert.AlertStatus;
import dev.bellwether.crds.alert.AlertStatus.LogPosition;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.DataState;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertObjectsTest {
    private static final String RULE = "shop/high";

    private final Ticking clock = new Ticking();
    private final FakeLog log = new FakeLog();
    private final AlertObjects alerts = new AlertObjects(clock);
    private BridgeSettings settings = TestObjects.settings();

    @BeforeEach
    void putTheRule() {
        var unused = log.put(ManifestReader.read("a", """
                        apiVersion: bellwether.dev/v1alpha1
                        kind: AlertRule
                        metadata: {name: high, namespace: shop}
                        spec: {expr: load > 5, severity: page}
                        """).rules().getFirst());
    }

    @Test
    void anAlertThatFiresGetsAnObject() {
        // given
        alerts.transition(transition(alert("a", AlertState.FIRING), Map.of("summary", "load is 7")));
        alerts.state(RULE, 1, 10, state(alert("a", AlertState.FIRING), alert("b", AlertState.PENDING)));

        // when
        List<AlertAction> actions = settle();

        // then
        AlertAction.Write write = (AlertAction.Write) one(actions);
        assertThat(write.create()).isTrue();
        assertThat(write.key().namespace()).isEqualTo("shop");
        assertThat(write.key().name()).matches("high-[0-9a-f]{16}");
        AlertStatus status = write.status();
        assertThat(status.state()).isEqualTo("Firing");
        assertThat(status.severity()).isEqualTo("page");
        assertThat(status.summary()).isEqualTo("load is 7");
        assertThat(status.value()).isEqualTo("7");
        assertThat(status.log()).isEqualTo(new LogPosition(1, 10));
        assertThat(conditions(status)).containsExactly("Firing=True", "Resolved=False", "Acknowledged=False");
        assertThat(settle()).isEmpty();
    }

    @Test
    void anAlertThatGoesOnIsNotWrittenAgain() {
        // given
        fire("a", 10);

        // when
        alerts.state(RULE, 1, 11, state(alert("a", AlertState.FIRING)));

        // then
        assertThat(settle()).isEmpty();
    }

    @Test
    void anAlertThatEndsIsResolvedAndCollectedLater() {
        // given
        fire("a", 10);

        // when
        alerts.state(RULE, 1, 11, state());
        AlertAction.Write write = (AlertAction.Write) one(settle());
        alerts.written(write, "uid");

        // then
        assertThat(write.status().state()).isEqualTo("Resolved");
        assertThat(conditions(write.status())).containsExactly("Firing=False", "Resolved=True", "Acknowledged=False");
        assertThat(settle()).isEmpty();
        assertThat(alerts.collect(settings)).isEmpty();
        clock.pass(Duration.ofHours(1));
        assertThat(alerts.collect(settings)).containsExactly(new AlertAction.Delete(write.key(), "uid"));
    }

    @Test
    void aStatusFromANewerRecordIsNotReplaced() {
        // given
        AlertStatus newer = fire("a", 10);
        AlertObjects other = new AlertObjects(clock);
        other.object(object("a", newer), AlertSpec.UNACKNOWLEDGED, newer, "main");

        // when
        other.state(RULE, 1, 9, state());

        // then
        assertThat(other.settle(log, settings)).isEmpty();
        other.state(RULE, 1, 11, state());
        assertThat(other.settle(log, settings)).hasSize(1);
    }

    @Test
    void anObjectBehindWhichNothingStandsIsRemoved() {
        // given
        AlertStatus status = fire("a", 10);
        AlertObjects other = new AlertObjects(clock);
        log.rules.clear();

        // when
        other.object(object("a", status), AlertSpec.UNACKNOWLEDGED, status, "main");

        // then
        assertThat(one(other.settle(log, settings))).isInstanceOf(AlertAction.Delete.class);
    }

    @Test
    void objectsOfOtherStacksAreNoneOfOurBusiness() {
        AlertStatus status = fire("a", 10);
        AlertObjects other = new AlertObjects(clock);
        other.object(object("a", status), AlertSpec.UNACKNOWLEDGED, status, "second");
        assertThat(other.settle(log, settings)).isEmpty();
    }

    @Test
    void thereAreNoMoreObjectsThanAllowedAndTheRuleSaysHowManyAreMissing() {
        // given
        settings = TestObjects.settings(false, List.of(), 2);

        // when
        alerts.state(
                RULE,
                1,
                10,
                state(
                        alert("a", AlertState.FIRING),
                        alert("b", AlertState.FIRING),
                        alert("c", AlertState.FIRING),
                        alert("d", AlertState.FIRING)));

        // then
        assertThat(settle()).hasSize(2);
        assertThat(alerts.withoutObject(RULE)).isEqualTo(2);
        assertThat(alerts.recounted()).containsExactly(RULE);
        assertThat(alerts.recounted()).isEmpty();
    }

    @Test
    void oneThatIsOverMakesRoom() {
        // given
        settings = TestObjects.settings(false, List.of(), 1);
        fire("a", 10);
        alerts.state(RULE, 1, 11, state());
        AlertAction.Write resolved = (AlertAction.Write) one(settle());
        alerts.written(resolved, "uid-a");
        assertThat(settle()).isEmpty();

        // when
        alerts.state(RULE, 1, 12, state(alert("b", AlertState.FIRING)));

        // then
        assertThat(settle()).hasSize(2).first().isEqualTo(new AlertAction.Delete(resolved.key(), "uid-a"));
    }

    @Test
    void aUsersWordGoesToTheLogAndComesBackAsACondition() {
        // given
        AlertStatus status = fire("a", 10);

        // when
        alerts.object(object("a", status), new AlertSpec(true, "ann", "on it"), status, "main");
        AlertAction.Acknowledge action = (AlertAction.Acknowledge) one(settle());

        // then
        Acknowledgement word = action.acknowledgement();
        assertThat(word.by()).isEqualTo("ann");
        assertThat(word.comment()).isEqualTo("on it");
        assertThat(word.activeAtMillis()).isEqualTo(1_000);

        // when
        var unused = log.put(new Control.OfAcknowledgement(word));
        alerts.control(new Control.OfAcknowledgement(word).uid());

        // then
        AlertAction.Write write = (AlertAction.Write) one(settle());
        assertThat(conditions(write.status())).containsExactly("Firing=True", "Resolved=False", "Acknowledged=True");
        alerts.written(write, "uid");
        assertThat(settle()).isEmpty();

        // when
        alerts.object(object("a", write.status()), AlertSpec.UNACKNOWLEDGED, write.status(), "main");

        // then
        assertThat(settle()).contains(new AlertAction.Unacknowledge(new Control.OfAcknowledgement(word).uid()));
    }

    @Test
    void anAnnotationSaysTheSame() {
        AlertSpec word = AlertWords.of(
                AlertSpec.UNACKNOWLEDGED,
                Map.of("bellwether.dev/acknowledge", "true", "bellwether.dev/acknowledged-by", "ann"));
        assertThat(word).isEqualTo(new AlertSpec(true, "ann", null));
        assertThat(AlertWords.of(null, Map.of("bellwether.dev/acknowledge", "yes")))
                .isEqualTo(AlertSpec.UNACKNOWLEDGED);
    }

    @Test
    void aWordIsVoidWhenTheAlertComesBack() {
        // given
        fire("a", 10);
        alerts.state(RULE, 1, 11, state());
        AlertAction.Write over = (AlertAction.Write) one(settle());
        alerts.written(over, "uid");
        alerts.object(object("a", over.status()), new AlertSpec(true, "ann", null), over.status(), "main");
        assertThat(settle()).isEmpty();

        // when
        alerts.state(RULE, 1, 12, state(alert("a", AlertState.FIRING)));

        // then
        assertThat(one(settle())).isInstanceOf(AlertAction.Delete.class);
        assertThat(settle()).hasSize(1).first().isInstanceOf(AlertAction.Write.class);
    }

    @Test
    void aWriteThatFailedIsTriedAgainAfterAWhile() {
        // given
        alerts.state(RULE, 1, 10, state(alert("a", AlertState.FIRING)));
        alerts.failed((AlertAction.Write) one(settle()), false);

        // then
        assertThat(settle()).isEmpty();
        clock.pass(Duration.ofSeconds(2));
        assertThat(settle()).hasSize(1);
    }

    private AlertStatus fire(String host, long offset) {
        alerts.state(RULE, 1, offset, state(alert(host, AlertState.FIRING)));
        AlertAction.Write write = (AlertAction.Write) one(settle());
        alerts.written(write, "uid");
        assertThat(settle()).isEmpty();
        return write.status();
    }

    private List<AlertAction> settle() {
        return alerts.settle(log, settings);
    }

    private static AlertAction one(List<AlertAction> actions) {
        assertThat(actions).hasSize(1);
        return actions.getFirst();
    }

    private static List<String> conditions(AlertStatus status) {
        return status.conditions().stream()
                .map((Condition condition) -> condition.getType() + "=" + condition.getStatus())
                .toList();
    }

    private static WatchedObject object(String host, @Nullable AlertStatus status) {
        Labels labels = alert(host, AlertState.FIRING).labels();
        String name = AlertNames.name("high", RULE, labels);
        return new WatchedObject(
                new ObjectKey(ObjectKind.ALERT, "shop", name),
                "uid",
                1,
                Map.of(AlertNames.STACK, "main", AlertNames.FINGERPRINT, name.substring(name.lastIndexOf('-') + 1)),
                Map.of(AlertNames.RULE, RULE),
                "",
                Map.of(),
                Map.of("state", Objects.requireNonNullElse(status == null ? null : status.state(), "")),
                0);
    }

    private static Alert alert(String host, AlertState state) {
        return new Alert(
                Labels.of("alertname", "high", "host", host, "severity", "page"), state, 7, 1_000, 2_000, 0, true);
    }

    private static RuleState state(Alert... some) {
        Map<Labels, Alert> all = new LinkedHashMap<>();
        for (Alert alert : some) {
            all.put(alert.labels(), alert);
        }
        return new RuleState(5_000, all);
    }

    private static AlertTransition transition(Alert alert, Map<String, String> annotations) {
        return new AlertTransition(
                "id", RULE, "high", "load > 5", alert, annotations, 5.0, 5_000, DataState.COMPLETE, "", false);
    }

    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-11-01T12:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
