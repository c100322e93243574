package dev.bellwether.alert.engine;

import static dev.bellwether.alert.engine.EngineHarness.START;
import static dev.bellwether.alert.engine.TestRules.alert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.alert.AlertRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LatenessTest {
    private static final int LATEST_SECONDS = 1_800;

    private final EngineHarness engine = new EngineHarness();

    /** A sample and when it comes. */
    private record Sent(String instance, int seconds, double value, int arrivesAt) {}

    static Stream<Arguments> rules() {
        Duration lateness = Duration.ofMinutes(5);
        return Stream.of(
                        alert("test", "node_load1 > 4").holdFor(60),
                        alert("test", "avg_over_time(node_load1[2m]) > 4").holdFor(30),
                        alert("test", "sum(node_load1) > 12").holdFor(45))
                .map(rule -> Arguments.of(rule.lateness(lateness).rule()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shuffledAndDelayedSamplesGiveTheSameTransitions(AlertRule rule) {
        for (int seed = 0; seed < 5; seed++) {
            List<String> inOrder = transitions(rule, samples(seed, 0));
            assertThat(inOrder).isNotEmpty();
            assertThat(transitions(rule, samples(seed, 290))).as("seed " + seed).isEqualTo(inOrder);
        }
    }

    private static List<Sent> samples(int seed, int mostDelay) {
        Random values = new Random(seed);
        Random delays = new Random(seed + 1_000);
        List<Sent> samples = new ArrayList<>();
        for (String instance : List.of("a", "b", "c")) {
            double level = 1;
            for (int seconds = instance.charAt(0) - 'a'; seconds <= LATEST_SECONDS; seconds += 15) {
                if (values.nextInt(12) == 0) {
                    level = values.nextInt(10);
                }
                int delay = mostDelay == 0 ? 0 : delays.nextInt(mostDelay);
                samples.add(new Sent(instance, seconds, level, seconds + delay));
            }
        }
        samples.sort(Comparator.comparingInt(Sent::arrivesAt));
        return samples;
    }

    private static List<String> transitions(AlertRule rule, List<Sent> samples) {
        EngineHarness engine = new EngineHarness();
        engine.start(rule);
        for (Sent sent : samples) {
            engine.at(Math.max(sent.arrivesAt(), (int) ((engine.clock.millis() - START) / 1_000)));
            engine.arrive(sent.instance(), sent.seconds(), sent.value());
            engine.step();
        }
        engine.pass(Duration.ofMinutes(11));
        // What comes after the last sample is a matter of silence, not of order.
        return engine.announced.stream()
                .filter(transition -> transition.evaluatedAtMillis() <= START + LATEST_SECONDS * 1_000L)
                .map(transition ->
                        transition.alert().state() + " " + transition.alert().labels() + " "
                                + transition.alert().activeAtMillis() + " "
                                + transition.alert().firedAtMillis() + " "
                                + transition.alert().endedAtMillis())
                .toList();
    }

    @Test
    void withoutLatenessALateSampleResolvesNothingAndIsCounted() {
        engine.start(alert("test", "node_load1 > 4").rule());
        engine.sample("a", 60, 9);
        engine.step();

        engine.arrive("a", 30, 1);
        engine.step();
        engine.pass(Duration.ofSeconds(30));

        assertThat(engine.transitions()).containsExactly("FIRING a");
        assertThat(engine.views().getFirst().status().tooLate()).isEqualTo(1);
    }

    @Test
    void whatIsFoldedInIsCounted() {
        engine.start(
                alert("test", "node_load1 > 4").lateness(Duration.ofMinutes(5)).rule());
        engine.sample("a", 60, 9);
        engine.step();
        engine.arrive("a", 30, 1);
        engine.step();

        assertThat(engine.views().getFirst().status().corrections()).isEqualTo(1);
        assertThat(engine.views().getFirst().status().tooLate()).isZero();
    }
}
