package dev.bellwether.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.agent.assemble.BatchQueue;
import dev.bellwether.agent.assemble.CollectorAssembly;
import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.wal.BatchDraft;
import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.Values;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CollectorGroupTest {
    private final ManualTimeline timeline = new ManualTimeline(1_700_000_000_000L);
    private final List<BatchDraft> batches = new ArrayList<>();
    private final BatchQueue queue = new BatchQueue(Labels.EMPTY, batches::add);

    private static Collector collector(String name) {
        return new Collector() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void collect(SampleSink sink) {
                sink.family("value_of_" + name, MetricType.GAUGE, "");
                sink.sample(7);
            }
        };
    }

    private CollectorGroup group(String... names) {
        Map<Collector, CollectorAssembly> collectors = new LinkedHashMap<>();
        for (String name : names) {
            collectors.put(collector(name), new CollectorAssembly());
        }
        return new CollectorGroup(timeline, queue, Labels.of("job", "node"), collectors, true);
    }

    private static void run(CollectionJob job, long tick) throws Exception {
        job.collect(tick);
        job.finished(tick, Duration.ofMillis(20), null);
    }

    private static Map<String, Double> values(BatchDraft batch) {
        Map<String, Double> values = new TreeMap<>();
        for (DraftSection section : batch.sections()) {
            Values.Frame frame = (Values.Frame) section.values();
            for (int i = 0; i < frame.column().length; i++) {
                if (!SpecialValues.isAbsent(frame.column()[i])) {
                    values.put(section.block().block().series().get(i).labels().toString(), frame.column()[i]);
                }
            }
        }
        return values;
    }

    @Test
    void whatIsSeenAtOneTickLeavesInOneBatchWithHowItWent() throws Exception {
        // given
        List<CollectionJob> jobs = group("a", "b").jobs();
        // when
        run(jobs.get(0), 1_000);
        assertThat(batches).isEmpty();
        run(jobs.get(1), 1_000);
        // then
        assertThat(batches).hasSize(1);
        assertThat(values(batches.getFirst()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "value_of_a", 7.0,
                        "value_of_b", 7.0,
                        "node_scrape_collector_duration_seconds{collector=\"a\"}", 0.02,
                        "node_scrape_collector_duration_seconds{collector=\"b\"}", 0.02,
                        "node_scrape_collector_success{collector=\"a\"}", 1.0,
                        "node_scrape_collector_success{collector=\"b\"}", 1.0,
                        "up", 1.0,
                        "scrape_duration_seconds", 0.02,
                        "scrape_samples_scraped", 2.0));
    }

    @Test
    void whoIsLateLeavesOnItsOwnAndDelaysNobody() throws Exception {
        // given
        List<CollectionJob> jobs = group("quick", "slow").jobs();
        jobs.get(1).collect(1_000);
        run(jobs.get(0), 1_000);
        // when
        timeline.advance(Duration.ofSeconds(2));
        // then
        assertThat(batches).hasSize(1);
        assertThat(values(batches.getFirst())).containsKey("value_of_quick").doesNotContainKeys("value_of_slow", "up");
        jobs.get(1).finished(1_000, Duration.ofSeconds(3), null);
        assertThat(values(batches.getLast()))
                .containsEntry("value_of_slow", 7.0)
                .containsEntry("up", 1.0)
                .containsEntry("scrape_duration_seconds", 3.0);
    }

    @Test
    void aFailureIsAMetricAndEndsTheSeries() throws Exception {
        // given
        CollectorGroup group = group("a");
        CollectionJob job = group.jobs().getFirst();
        run(job, 1_000);
        // when
        job.collect(2_000);
        job.finished(2_000, Duration.ofSeconds(1), new IOException("no such file"));
        // then
        Map<String, Double> values = values(batches.getLast());
        Double ended = values.get("value_of_a");
        assertThat(ended != null && SpecialValues.isStale(ended)).isTrue();
        assertThat(values)
                .containsEntry("node_scrape_collector_success{collector=\"a\"}", 0.0)
                .containsEntry("up", 0.0);
        assertThat(group.status().getFirst().error()).isEqualTo("no such file");
        assertThat(group.status().getFirst().failures()).isEqualTo(1);
    }

    @Test
    void aCollectorThatBlocksIsInterruptedAtItsDeadline() throws Exception {
        // given real threads
        LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        CountDownLatch interrupted = new CountDownLatch(1);
        try (SystemTimeline system = new SystemTimeline()) {
            CollectionScheduler scheduler = new CollectionScheduler(system);
            CollectionJob job = new CollectionJob() {
                @Override
                public String name() {
                    return "blocking";
                }

                @Override
                public void collect(long tickMillis) throws InterruptedException {
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        interrupted.countDown();
                    }
                }

                @Override
                public void finished(
                        long tickMillis, Duration took, @org.jspecify.annotations.Nullable Throwable failure) {
                    if (failure != null) {
                        failures.add(failure);
                    }
                }
            };
            // when
            scheduler.start(
                    job,
                    new Rhythm(Duration.ofHours(1), Duration.ofMillis(20), Duration.ZERO, Duration.ZERO),
                    system.wallMillis(),
                    0);
            // then
            assertThat(failures.take()).isInstanceOf(TimeoutException.class).hasMessageContaining("deadline");
            interrupted.await();
            assertThat(scheduler.stop(Duration.ofSeconds(10))).isTrue();
        }
    }
}
