package dev.bellwether.storage.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.model.alert.NotificationDecision.Kind;
import dev.bellwether.storage.AlertLogReader;
import dev.bellwether.storage.AlertLogReader.AlertLogSelection;
import dev.bellwether.storage.AlertLogWriter;
import dev.bellwether.storage.AlertLogWriter.AlertFlush;
import dev.bellwether.storage.Flush.OffsetAdvance;
import dev.bellwether.storage.OffsetConflictException;
import dev.bellwether.storage.PartitionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertLogTest {
    private static final PartitionId ALERTS = new PartitionId("topic-of-alerts", 0);

    private final TestStorage storage = new TestStorage(Dialect.PLAIN);
    private final AlertLogWriter writer = storage.storage().newAlertLogWriter();
    private final AlertLogReader reader = storage.storage().alertLog();
    private final long now = storage.clock().millis();

    @AfterEach
    void close() {
        writer.close();
        storage.close();
    }

    @Test
    void aTransitionComesBackAsItWas() {
        AlertTransition firing = transition("1", "a", AlertState.FIRING, now, 4.5);
        AlertTransition resolved = transition("2", "a", AlertState.RESOLVED, now + 60_000, null);

        writer.write(new AlertFlush(List.of(firing, resolved), List.of(), List.of(new OffsetAdvance(ALERTS, -1, 2))));

        assertThat(reader.transitions(everything(10))).containsExactly(resolved, firing);
        assertThat(writer.nextOffset(ALERTS)).isEqualTo(2);
    }

    @Test
    void recordsAreFoundByRuleAlertTimeAndNumber() {
        AlertTransition one = transition("1", "a", AlertState.FIRING, now, null);
        AlertTransition other = transition("2", "b", AlertState.FIRING, now + 1, null);
        writer.write(new AlertFlush(List.of(one, other), List.of(), List.of()));

        assertThat(reader.transitions(new AlertLogSelection(0, now + 1, "", one.fingerprint(), 10)))
                .containsExactly(one);
        assertThat(reader.transitions(new AlertLogSelection(0, now + 1, "default/High", "", 1)))
                .containsExactly(other);
        assertThat(reader.transitions(new AlertLogSelection(0, now, "", "", 10)))
                .containsExactly(one);
        assertThat(reader.transitions(new AlertLogSelection(0, now, "default/Other", "", 10)))
                .isEmpty();
    }

    @Test
    void decisionsAreFoundByAlertAndByNotification() {
        NotificationDecision waiting =
                new NotificationDecision(now, "n", "r", "f", "g", "", Kind.WAITING, "groupWait 30s");
        NotificationDecision sending = new NotificationDecision(now + 1, "n", "r", "f", "g", "id", Kind.SENDING, "");
        NotificationDecision sent = new NotificationDecision(now + 2, "n", "", "", "g", "id", Kind.SENT, "");
        writer.write(new AlertFlush(List.of(), List.of(waiting, sending, sent), List.of()));

        assertThat(reader.decisions(new AlertLogSelection(0, now + 9, "", "f", 10)))
                .containsExactly(sending, waiting);
        assertThat(reader.decisionsOfNotifications(List.of("id"))).containsExactly(sending, sent);
    }

    @Test
    void aWriterThatWasOvertakenWritesNothing() {
        AlertTransition transition = transition("1", "a", AlertState.FIRING, now, null);
        writer.write(new AlertFlush(List.of(), List.of(), List.of(new OffsetAdvance(ALERTS, -1, 5))));

        assertThatThrownBy(() -> writer.write(
                        new AlertFlush(List.of(transition), List.of(), List.of(new OffsetAdvance(ALERTS, -1, 1)))))
                .isInstanceOf(OffsetConflictException.class);

        assertThat(reader.transitions(everything(10))).isEmpty();
        assertThat(writer.nextOffset(ALERTS)).isEqualTo(5);
    }

    @Test
    void charactersThatCannotBeStoredDoNotLoseARecord() {
        writer.write(new AlertFlush(
                List.of(),
                List.of(new NotificationDecision(now, "n", "r", "f", "g", "", Kind.FAILED, "a\0b")),
                List.of()));

        assertThat(reader.decisions(everything(1)).getFirst().detail()).isEqualTo("a\ufffdb");
    }

    @Test
    void whatIsOlderThanItsRetentionIsForgotten() {
        writer.write(new AlertFlush(
                List.of(
                        transition(
                                "old",
                                "a",
                                AlertState.FIRING,
                                now - Duration.ofDays(366).toMillis(),
                                null),
                        transition("new", "a", AlertState.FIRING, now, null)),
                List.of(),
                List.of()));

        storage.storage().jobs().retain();

        assertThat(reader.transitions(everything(10)))
                .extracting(AlertTransition::id)
                .containsExactly("new");
    }

    private AlertLogSelection everything(int limit) {
        return new AlertLogSelection(0, now + 3_600_000, "", "", limit);
    }

    private static AlertTransition transition(
            String id,
            String instance,
            AlertState state,
            long time,
            @org.jspecify.annotations.Nullable Double threshold) {
        boolean resolved = state == AlertState.RESOLVED;
        return new AlertTransition(
                id,
                "default/High",
                "High",
                "node_load1 > 4.5",
                new Alert(
                        Labels.of("alertname", "High", "instance", instance),
                        state,
                        7,
                        time - 60_000,
                        time - 1_000,
                        resolved ? time : 0,
                        true),
                Map.of("summary", "The load is \"high\"."),
                threshold,
                time,
                DataState.COMPLETE,
                "expression",
                false);
    }
}
