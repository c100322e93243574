package dev.bellwether.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.agent.wal.DropReason;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Faults on the agents' side, and of the database behind a process that goes on. */
class AgentFaultsTest {
    private static StandaloneProcess bellwether;
    private static SequenceLedger ledger;
    private static Path directory;

    @BeforeAll
    static void start() {
        directory = Folders.temporary("agents");
        bellwether = StandaloneProcess.create("agent-faults");
        bellwether.startAndAwaitReady();
        ledger = new SequenceLedger(bellwether.database());
    }

    @AfterAll
    static void stop() {
        bellwether.close();
        Folders.delete(directory);
    }

    private static SequenceAgent agent(String id, String instance, InstantSource clock) {
        return new SequenceAgent(id, instance, directory.resolve(instance), 20, bellwether.grpcPort(), clock);
    }

    /** A clock that can be set. */
    private static final class Adjustable implements InstantSource {
        private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(offset.get());
        }

        void jumpTo(Duration fromTheTruth) {
            offset.set(fromTheTruth);
        }
    }

    private static void append(SequenceAgent agent, int batches) {
        for (int i = 0; i < batches; i++) {
            agent.append();
        }
        agent.maintain();
    }

    private static void awaitAnswered(SequenceAgent agent) {
        Waiting.until(
                () -> agent.id() + " has an answer to everything; " + agent.waiting() + " wait, "
                        + agent.senderStatus(),
                () -> {
                    agent.maintain();
                    return agent.waiting() == 0;
                });
    }

    @Test
    void aClockThatJumpsBackAnHourLosesNothing() throws Exception {
        Adjustable clock = new Adjustable();
        try (SequenceAgent agent = agent("jumps-back", "jumps-back", clock)) {
            // when
            append(agent, 20);
            clock.jumpTo(Duration.ofHours(-1));
            append(agent, 20);
            clock.jumpTo(Duration.ZERO);
            append(agent, 20);

            // then
            awaitAnswered(agent);
            ledger.requireExactlyOnce(List.of(agent));
        }
    }

    @Test
    void aClockThatJumpsAheadAnHourLosesOnlyWhatClaimsToBeFromTheFuture() throws Exception {
        Adjustable clock = new Adjustable();
        try (SequenceAgent agent = agent("jumps-ahead", "jumps-ahead", clock)) {
            // when
            append(agent, 20);
            clock.jumpTo(Duration.ofHours(1));
            append(agent, 20);
            clock.jumpTo(Duration.ZERO);
            append(agent, 20);

            // then
            awaitAnswered(agent);
            assertThat(agent.logStatus().droppedBatches()).containsEntry(DropReason.REJECTED, 20L);
            ledger.requireExactlyOnce(agent, 40);
        }
    }

    @Test
    void ofTwoMachinesWithOneIdentityTheSecondWaits() throws Exception {
        // given
        try (SequenceAgent first = agent("cloned", "original", Clock.systemUTC())) {
            append(first, 10);
            awaitAnswered(first);
        }
        Folders.copy(directory.resolve("original"), directory.resolve("clone"));
        try (SequenceAgent original = agent("cloned", "original", Clock.systemUTC())) {
            // The numbers of samples begin again with each object: another instance tells these from those before.
            append(original, 10);
            awaitAnswered(original);

            try (SequenceAgent clone = agent("cloned", "clone", Clock.systemUTC())) {
                // when
                append(clone, 40);
                append(original, 10);
                awaitAnswered(original);
                Waiting.until("the clone is told to wait", () -> {
                    clone.maintain();
                    return clone.senderStatus().connections() >= 2
                            || !clone.senderStatus().lastFailure().isEmpty()
                            || clone.senderStatus().answers().values().stream().anyMatch(count -> count > 0);
                });

                // then
                assertThat(clone.waiting()).isEqualTo(40);
                assertThat(ledger.stored(clone)).isEqualTo(new SequenceLedger.Stored(0, 0));
            }
        }
    }

    @Test
    void aDatabaseThatHangsOrCrashesDelaysAndNothingElse() throws Exception {
        try (SequenceFleet fleet = new SequenceFleet(4, 50, bellwether.grpcPort())) {
            fleet.load();
            fleet.awaitMoreAcknowledged(40);
            PostgresServer server = bellwether.databaseServer().orElseThrow();

            // when
            server.freeze();
            try {
                // then
                fleet.awaitMoreAcknowledged(Scale.of(300, 6_000));
            } finally {
                server.thaw();
            }
            fleet.awaitMoreAcknowledged(40);

            // when
            server.killOneBackend();
            fleet.awaitMoreAcknowledged(40);
            fleet.rest();

            // then
            fleet.awaitAllAcknowledged();
            ledger.requireExactlyOnce(fleet.agents());
            assertThat(bellwether.running().output()).doesNotContain("dead letter");
            Waiting.until("it is ready again", () -> bellwether.api().status("/readyz") == 200);
        }
    }
}
