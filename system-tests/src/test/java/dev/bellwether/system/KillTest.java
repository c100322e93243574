package dev.bellwether.system;

import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** kill -9 of everything at random moments under load. */
class KillTest {
    private static final int LONGEST_START_MILLIS = 8_000;

    @Test
    void killedAtAnyMomentItLosesNothingAndDoublesNothing() throws SQLException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("random moments come from -Dseed=" + seed);
        Random random = new Random(seed);
        try (StandaloneProcess bellwether = StandaloneProcess.create("kill");
                SequenceFleet fleet = new SequenceFleet(8, 50, bellwether.grpcPort())) {
            // given
            bellwether.startAndAwaitReady();
            fleet.load();

            // when
            int kills = Scale.of(3, 50);
            for (int i = 1; i <= kills; i++) {
                fleet.awaitMoreAcknowledged(50 + random.nextInt(200));
                killWithin(500, random, bellwether);
                boolean whileItStarts = i % 3 == 0;
                if (whileItStarts) {
                    bellwether.start();
                    killWithin(LONGEST_START_MILLIS, random, bellwether);
                }
                bellwether.startAndAwaitReady();
            }
            fleet.rest();

            // then
            fleet.awaitAllAcknowledged();
            new SequenceLedger(bellwether.database()).requireExactlyOnce(fleet.agents());
        }
    }

    private static void killWithin(int millis, Random random, StandaloneProcess bellwether) {
        if (bellwether.running().endsWithinMillis(random.nextInt(millis))) {
            throw new AssertionError(
                    "it ended by itself: " + bellwether.running().output());
        }
        bellwether.running().kill();
    }
}
