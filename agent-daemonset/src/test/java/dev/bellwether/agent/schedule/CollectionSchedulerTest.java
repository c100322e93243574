package dev.bellwether.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CollectionSchedulerTest {
    private static final long START = 1_700_000_000_000L;
    private static final Rhythm EVERY_15 =
            new Rhythm(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMillis(100));

    private final ManualTimeline timeline = new ManualTimeline(START);
    private final CollectionScheduler scheduler = new CollectionScheduler(timeline);
    private final List<String> events = new ArrayList<>();

    /** Notes what happens, in seconds since the start. */
    private final class Recording implements CollectionJob {
        private final String name;
        private @Nullable RuntimeException failure;

        private Recording(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void collect(long tickMillis) {
            events.add(String.format(Locale.ROOT, "%s collects %.3f", name, (tickMillis - START) / 1e3));
            RuntimeException toThrow = failure;
            if (toThrow != null) {
                throw toThrow;
            }
        }

        @Override
        public void finished(long tickMillis, Duration took, @Nullable Throwable problem) {
            if (problem != null) {
                events.add(String.format(
                        Locale.ROOT, "%s fails %.3f: %s", name, (tickMillis - START) / 1e3, problem.getMessage()));
            }
        }
    }

    @Test
    void aJobRunsAtOnceAndThenAtItsTicks() {
        // given START is 5 s before a tick: 1700000000 = 15 * 113333333 + 5, so ticks lie at START + 15 k
        scheduler.start(new Recording("a"), EVERY_15, timeline.wallMillis(), 0);
        // when
        timeline.advance(Duration.ofSeconds(50));
        // then
        assertThat(events)
                .containsExactly("a collects 0.000", "a collects 15.000", "a collects 30.000", "a collects 45.000");
        assertThat(scheduler.lastTickMillis("a")).isEqualTo(START + 45_000);
    }

    @Test
    void theJitterDelaysTheRunAndNotTheTick() {
        // given
        scheduler.start(new Recording("a"), EVERY_15, timeline.wallMillis(), 0);
        // when
        timeline.advance(Duration.ofMillis(15_099));
        assertThat(events).hasSize(1);
        timeline.advance(Duration.ofMillis(1));
        // then
        assertThat(events).last().isEqualTo("a collects 15.000");
    }

    @Test
    void aJobThatHangsFailsAtItsDeadlineAndIsLeftOutWhileItHangs() {
        // given
        timeline.hanging = true;
        scheduler.start(new Recording("a"), EVERY_15, timeline.wallMillis(), 0);
        // when the thread only begins, and so ends, after two ticks
        timeline.advance(Duration.ofSeconds(40));
        // then
        assertThat(events)
                .containsExactly(
                        "a fails 15.000: the run before is still busy, long after its deadline",
                        "a fails 30.000: the run before is still busy, long after its deadline");
        timeline.work();
        timeline.hanging = false;
        timeline.advance(Duration.ofSeconds(10));
        assertThat(events).endsWith("a collects 0.000", "a collects 45.000");
    }

    @Test
    void aFailureIsReportedAndCostsNobodyElse() {
        // given
        Recording broken = new Recording("broken");
        broken.failure = new IllegalStateException("no such file");
        scheduler.start(broken, EVERY_15, timeline.wallMillis(), 0);
        scheduler.start(new Recording("fine"), EVERY_15, timeline.wallMillis(), 0);
        // when
        timeline.advance(Duration.ofSeconds(16));
        // then
        assertThat(events)
                .containsExactly(
                        "broken collects 0.000",
                        "broken fails 0.000: no such file",
                        "fine collects 0.000",
                        "broken collects 15.000",
                        "broken fails 15.000: no such file",
                        "fine collects 15.000");
    }

    @Test
    void ticksAreAlignedAnewAfterTheClockHasJumped() {
        // given
        scheduler.start(new Recording("a"), EVERY_15, timeline.wallMillis(), 0);
        timeline.advance(Duration.ofSeconds(16));
        // when
        timeline.jumpWall(Duration.ofHours(1));
        timeline.advance(Duration.ofSeconds(15));
        timeline.jumpWall(Duration.ofHours(-2));
        timeline.advance(Duration.ofSeconds(15));
        // then
        assertThat(events)
                .containsExactly(
                        "a collects 0.000", "a collects 15.000", "a collects 3630.000", "a collects -3555.000");
    }

    @Test
    void anotherSchedulerGoesOnWithTheTicksOfTheOneBefore() throws InterruptedException {
        // given
        scheduler.start(new Recording("a"), EVERY_15, timeline.wallMillis(), 0);
        timeline.advance(Duration.ofSeconds(10));
        assertThat(scheduler.stop(Duration.ofSeconds(1))).isTrue();
        timeline.advance(Duration.ofSeconds(8));
        // when the tick at 15 fell between
        CollectionScheduler next = new CollectionScheduler(timeline);
        next.start(new Recording("a"), EVERY_15, timeline.wallMillis(), scheduler.lastTickMillis("a"));
        timeline.advance(Duration.ofSeconds(14));
        // then
        assertThat(events).containsExactly("a collects 0.000", "a collects 15.000", "a collects 30.000");
    }

    @Test
    void agentsAndCollectorsHaveStableRhythms() {
        // given
        Duration interval = Duration.ofSeconds(15);
        Rhythm one = Rhythm.ofCollector("agent-1", "cpu", interval, interval);
        // when, then
        assertThat(Rhythm.ofCollector("agent-1", "cpu", interval, interval)).isEqualTo(one);
        assertThat(Rhythm.ofCollector("agent-1", "disk", interval, interval).offset())
                .isEqualTo(one.offset());
        assertThat(Rhythm.ofCollector("agent-2", "cpu", interval, interval).offset())
                .isNotEqualTo(one.offset());
        assertThat(one.jitter()).isBetween(Duration.ZERO, Duration.ofMillis(500));
    }
}
