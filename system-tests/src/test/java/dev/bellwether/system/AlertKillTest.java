package dev.bellwether.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** kill -9 at random moments while alerts fire and resolve, and a database that hangs meanwhile. */
class AlertKillTest {
    private static final int GAUGES = 6;

    /** The gauge of a rule with a {@code for}, which no other rule reads. */
    private static final int HELD = GAUGES;

    private static final Duration HOLD_FOR = Duration.ofSeconds(40);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final int[] changes = new int[GAUGES];
    private WebhookListener webhooks;
    private StandaloneProcess bellwether;
    private GaugeAgent agent;
    private AlertLedger ledger;

    @BeforeEach
    void start() throws IOException {
        System.out.println("random moments come from -Dseed=" + seed);
        webhooks = new WebhookListener();
        ledger = new AlertLedger(webhooks, "Gauge");
        bellwether = StandaloneProcess.create("alert-kill");
        Files.writeString(bellwether.manifests().resolve("alerts.yaml"), """
                apiVersion: bellwether.dev/v1alpha1
                kind: AlertRule
                metadata: {name: Gauge}
                spec: {expr: 'test_gauge{gauge!="g%d"} > 0', severity: critical}
                ---
                apiVersion: bellwether.dev/v1alpha1
                kind: AlertRule
                metadata: {name: Held}
                spec: {expr: 'test_gauge{gauge="g%d"} > 0', for: %ds, severity: warning}
                ---
                apiVersion: bellwether.dev/v1alpha1
                kind: Notifier
                metadata: {name: listener}
                spec:
                  groupBy: ['...']
                  groupInterval: 1s
                  webhook: {url: '%s'}
                """.formatted(
                        HELD, HELD, HOLD_FOR.toSeconds(), webhooks.url()));
        bellwether.startAndAwaitReady();
        agent = new GaugeAgent(bellwether.beside("agent"), GAUGES + 1, bellwether.grpcPort());
    }

    @AfterEach
    void stop() {
        agent.close();
        bellwether.close();
        webhooks.close();
    }

    @Test
    void killedAtAnyMomentItTellsEveryChangeOnceAndNothingElse() {
        // given
        change();
        awaitHeard();
        Instant held = agent.set(HELD, 1);

        // when
        int kills = Scale.of(3, 20);
        for (int i = 0; i < kills; i++) {
            change();
            if (bellwether.running().endsWithinMillis(random.nextInt(1_000))) {
                throw new AssertionError(
                        "it ended by itself: " + bellwether.running().output());
            }
            bellwether.running().kill();
            bellwether.startAndAwaitReady();
            awaitHeard();
        }

        // then
        ledger.requireEveryChangeOnce(changes);
        requireTheClockWentOn(held);
    }

    @Test
    void alertsLeaveWhileTheDatabaseHangs() {
        // given
        change();
        awaitHeard();
        PostgresServer server = bellwether.databaseServer().orElseThrow();

        // when
        server.freeze();
        try {
            for (int i = 0; i < Scale.of(4, 40); i++) {
                change();
                awaitHeard();
            }
        } finally {
            server.thaw();
        }

        // then
        ledger.requireEveryChangeOnce(changes);
    }

    /** Lets some gauges rise that are low, and others sink that are high. */
    private void change() {
        int first = random.nextInt(GAUGES);
        int count = 1 + random.nextInt(GAUGES);
        for (int i = 0; i < count; i++) {
            int gauge = (first + i) % GAUGES;
            boolean rises = changes[gauge] % 2 == 0;
            agent.set(gauge, rises ? 1 : 0);
            changes[gauge]++;
        }
    }

    /** Waits until people have heard of each change; each gauge changes again only afterwards. */
    private void awaitHeard() {
        for (int i = 0; i < GAUGES; i++) {
            int gauge = i;
            bellwether.await(
                    () -> "gauge " + gauge + " has changed " + changes[gauge] + " times, heard was "
                            + ledger.heard(gauge),
                    () -> ledger.heard(gauge).size() >= changes[gauge]);
        }
    }

    /** The alert that had to hold began with its first sample, whoever evaluated then. */
    private void requireTheClockWentOn(Instant since) {
        bellwether.await(
                "the alert that had to hold arrives", () -> !webhooks.of("Held").isEmpty());
        WebhookListener.Received page = webhooks.of("Held").getFirst();
        assertThat(page.status()).isEqualTo("firing");
        assertThat(webhooks.of("Held").stream()
                        .map(WebhookListener.Received::notification)
                        .distinct())
                .hasSize(1);
        assertThat(Instant.parse(page.startsAt())).as("pending since").isBetween(since, since.plusSeconds(2));
    }
}
