package dev.bellwether.ingest.alertlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.record.NotificationRecords;
import dev.bellwether.alerting.record.TransitionRecords;
import dev.bellwether.ingest.Pipeline;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.storage.AlertLogWriter;
import dev.bellwether.storage.OffsetConflictException;
import dev.bellwether.storage.PartitionId;
import dev.bellwether.storage.RejectedSampleException;
import dev.bellwether.storage.StorageUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertLoggerTest {
    private final Pipeline pipeline = new Pipeline();
    private final FakeStorage storage = new FakeStorage();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void transitionsAndDecisionsAreWrittenOnceOverARestart() {
        // given
        publish(transition("1"));
        try (AlertLogger logger = start()) {
            awaitStored(1);
            assertThat(logger).isNotNull();
        }
        NotificationDecision decision =
                new NotificationDecision(5, "n", "r", "f", "g", "id", NotificationDecision.Kind.SENT, "");

        // when
        publish(transition("2"));
        pipeline.publisher()
                .publish(Topic.NOTIFICATIONS, "n", NotificationRecords.write(decision), Map.of())
                .join();
        try (AlertLogger logger = start()) {
            awaitStored(3);
            assertThat(logger).isNotNull();
        }

        // then
        assertThat(storage.transitions()).containsExactlyInAnyOrder("1", "2");
        assertThat(storage.decisions()).containsExactly(decision);
    }

    @Test
    void aDatabaseThatIsAwayLosesNothing() {
        storage.away(3);
        publish(transition("1"));

        try (AlertLogger logger = start()) {
            awaitStored(1);
            assertThat(logger).isNotNull();
        }

        assertThat(storage.transitions()).containsExactly("1");
    }

    @Test
    void whatCannotBeReadOrStoredIsPassedOverAlone() {
        pipeline.publisher()
                .publish(Topic.ALERTS, "r", new byte[] {1, 2}, Map.of())
                .join();
        IntStream.range(0, 9).forEach(i -> publish(transition(i == 4 ? FakeStorage.POISON : "" + i)));

        try (AlertLogger logger = start()) {
            awaitStored(8);
            assertThat(logger).isNotNull();
        }

        assertThat(storage.transitions()).containsExactlyInAnyOrder("0", "1", "2", "3", "5", "6", "7", "8");
    }

    private AlertLogger start() {
        AlertLogger logger = new AlertLogger(pipeline.settings(), pipeline.layout(), () -> storage);
        logger.start();
        return logger;
    }

    private void awaitStored(int count) {
        Pipeline.await(
                count + " records",
                () -> storage.transitions().size() + storage.decisions().size() >= count);
    }

    private void publish(AlertTransition transition) {
        pipeline.publisher()
                .publish(Topic.ALERTS, transition.ruleUid(), TransitionRecords.write(transition), Map.of())
                .join();
    }

    private static AlertTransition transition(String id) {
        return new AlertTransition(
                id,
                "r",
                "r",
                "up == 0",
                new Alert(Labels.of("alertname", "r"), AlertState.FIRING, 0, 1, 2, 0, true),
                Map.of(),
                null,
                2,
                DataState.COMPLETE,
                "expression",
                false);
    }

    /** Storage as the port describes it, in memory; both loops write to it. */
    private static final class FakeStorage implements AlertLogWriter {
        static final String POISON = "poison";

        private final Map<PartitionId, Long> offsets = new HashMap<>();
        private final List<String> transitions = new ArrayList<>();
        private final List<NotificationDecision> decisions = new ArrayList<>();
        private int failures;

        synchronized void away(int times) {
            failures = times;
        }

        synchronized List<String> transitions() {
            return List.copyOf(transitions);
        }

        synchronized List<NotificationDecision> decisions() {
            return List.copyOf(decisions);
        }

        @Override
        public synchronized long nextOffset(PartitionId partition) {
            return offsets.getOrDefault(partition, -1L);
        }

        @Override
        public synchronized void write(AlertFlush flush) {
            if (failures > 0) {
                failures--;
                throw new StorageUnavailableException("away", new IllegalStateException());
            }
            List<String> ids =
                    flush.transitions().stream().map(AlertTransition::id).toList();
            if (ids.contains(POISON)) {
                throw new RejectedSampleException("poison");
            }
            flush.offsets().forEach(advance -> {
                if (nextOffset(advance.partition()) != advance.expectedOffset()) {
                    throw new OffsetConflictException("not at " + advance);
                }
            });
            flush.offsets().forEach(advance -> offsets.put(advance.partition(), advance.nextOffset()));
            transitions.addAll(ids);
            decisions.addAll(flush.decisions());
        }

        @Override
        public void close() {}
    }
}
