package dev.bellwether.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Broker and database go away for a while, under load. */
class EnginesAwayTest {
    private SplitPipeline pipeline;
    private SequenceFleet fleet;

    @BeforeEach
    void start() {
        pipeline = new SplitPipeline("engines-away");
        fleet = new SequenceFleet(4, 50, pipeline.grpcPort());
        fleet.load();
        fleet.awaitMoreAcknowledged(40);
    }

    @AfterEach
    void stop() {
        fleet.close();
        pipeline.close();
    }

    private void requireExactlyOnce() throws Exception {
        fleet.rest();
        fleet.awaitAllAcknowledged();
        new SequenceLedger(pipeline.database()).requireExactlyOnce(fleet.agents());
    }

    /** How many batches wait in the logs of the agents. */
    private long waiting() {
        return fleet.agents().stream().mapToLong(SequenceAgent::waiting).sum();
    }

    private void awaitWaiting(long batches) {
        Waiting.until(() -> waiting() + " batches wait", () -> waiting() >= batches);
    }

    @Test
    void aBrokerThatHangsAndThenDiesCostsNothing() throws Exception {
        // when: longer than a record waits for its acknowledgement (forty batches a second)
        pipeline.runningBroker().freeze();
        awaitWaiting(Scale.of(800, 4_500));
        pipeline.runningBroker().thaw();
        fleet.awaitMoreAcknowledged(100);
        pipeline.runningBroker().kill();
        awaitWaiting(Scale.of(200, 4_500));
        pipeline.restartBroker();

        // then
        fleet.awaitMoreAcknowledged(100);
        requireExactlyOnce();
    }

    @Test
    void aDatabaseThatDiesIsCaughtUpWith() throws Exception {
        // when
        pipeline.databaseProcess().kill();

        // then
        fleet.awaitMoreAcknowledged(Scale.of(300, 4_500));
        assertThat(waiting()).isLessThan(200);

        // when
        pipeline.databaseProcess().restart();

        // then
        requireExactlyOnce();
    }
}
