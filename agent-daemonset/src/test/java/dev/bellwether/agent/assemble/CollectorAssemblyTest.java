package dev.bellwether.agent.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CollectorAssemblyTest {
    private final CollectorAssembly assembly = new CollectorAssembly();

    private List<DraftSection> collect(long tick, String entity, String... devices) {
        SampleSink sink = assembly.begin();
        sink.entity(entity);
        sink.family("bytes_total", MetricType.COUNTER, "Bytes.");
        for (int i = 0; i < devices.length; i++) {
            sink.sample(i + 1, "device", devices[i], "empty", "");
        }
        return assembly.commit(tick);
    }

    /** Series to value, absent ones left out. */
    private static Map<String, Double> values(List<DraftSection> sections) {
        Map<String, Double> values = new TreeMap<>();
        for (DraftSection section : sections) {
            Values.Frame frame = (Values.Frame) section.values();
            for (int i = 0; i < frame.column().length; i++) {
                if (!SpecialValues.isAbsent(frame.column()[i])) {
                    values.put(section.block().block().series().get(i).labels().toString(), frame.column()[i]);
                }
            }
        }
        return values;
    }

    private static boolean isStale(Map<String, Double> values, String series) {
        Double value = values.get(series);
        return value != null && SpecialValues.isStale(value);
    }

    @Test
    void theSameSeriesInTheSameOrderKeepTheirBlock() {
        // given
        SeriesBlock first = collect(1, "", "sda", "sdb").getFirst().block().block();
        // when
        List<DraftSection> second = collect(2, "", "sda", "sdb");
        // then
        assertThat(second).hasSize(1);
        assertThat(second.getFirst().block().block()).isSameAs(first);
        assertThat(values(second))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("bytes_total{device=\"sda\"}", 1.0, "bytes_total{device=\"sdb\"}", 2.0));
        assertThat(((Values.Frame) second.getFirst().values()).timestampMillis())
                .isEqualTo(2);
    }

    @Test
    void aSeriesThatVanishesGetsOneStaleMarker() {
        // given
        collect(1, "", "sda", "sdb");
        // when
        Map<String, Double> next = values(collect(2, "", "sdb"));
        // then
        assertThat(isStale(next, "bytes_total{device=\"sda\"}")).isTrue();
        assertThat(next).containsEntry("bytes_total{device=\"sdb\"}", 1.0);
        assertThat(values(collect(3, "", "sdb"))).containsOnlyKeys("bytes_total{device=\"sdb\"}");
    }

    @Test
    void aSeriesThatComesInTheMiddleMovesNobodyElsesValue() {
        // given
        collect(1, "", "sda", "sdc");
        // when
        Map<String, Double> next = values(collect(2, "", "sda", "sdb", "sdc"));
        // then
        assertThat(next)
                .containsExactlyInAnyOrderEntriesOf(new TreeMap<>(Map.of(
                        "bytes_total{device=\"sda\"}",
                        1.0,
                        "bytes_total{device=\"sdb\"}",
                        2.0,
                        "bytes_total{device=\"sdc\"}",
                        3.0)));
    }

    @Test
    void anEntityThatGoesLeavesTheOthersBlocksAlone() {
        // given two entities
        SampleSink sink = assembly.begin();
        for (String entity : List.of("one", "two")) {
            sink.entity(entity);
            sink.family("up", MetricType.GAUGE, "");
            sink.sample(1, "name", entity);
        }
        List<DraftSection> both = assembly.commit(1);
        // when one goes
        sink = assembly.begin();
        sink.entity("two");
        sink.family("up", MetricType.GAUGE, "");
        sink.sample(1, "name", "two");
        List<DraftSection> next = assembly.commit(2);
        // then
        assertThat(both).hasSize(2);
        assertThat(next).hasSize(2);
        assertThat(next.stream().map(DraftSection::block))
                .containsAll(both.stream().map(DraftSection::block).toList());
        assertThat(isStale(values(next), "up{name=\"one\"}")).isTrue();
        assertThat(values(next)).containsEntry("up{name=\"two\"}", 1.0);
    }

    @Test
    void aFailedCollectionEndsEverySeriesOnceAndThrowsItsSamplesAway() {
        // given
        collect(1, "", "sda");
        // when
        SampleSink sink = assembly.begin();
        sink.family("bytes_total", MetricType.COUNTER, "Bytes.");
        sink.sample(7, "device", "sda", "empty", "");
        Map<String, Double> failed = values(assembly.fail(2));
        // then
        assertThat(failed).hasSize(1);
        assertThat(isStale(failed, "bytes_total{device=\"sda\"}")).isTrue();
        assembly.begin();
        assertThat(assembly.fail(3)).isEmpty();
        assertThat(values(collect(4, "", "sda"))).containsEntry("bytes_total{device=\"sda\"}", 1.0);
    }

    @Test
    void aSinkThatWasGivenUpTakesNoNewEntity() {
        // given
        SampleSink sink = assembly.begin();
        assembly.fail(1);
        // when, then
        assertThatThrownBy(() -> sink.entity("late")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void ofASeriesThatComesTwiceTheFirstCounts() {
        assertThat(values(collect(1, "", "sda", "sda"))).containsExactly(Map.entry("bytes_total{device=\"sda\"}", 1.0));
        assertThat(values(collect(2, "", "sda", "sda"))).containsExactly(Map.entry("bytes_total{device=\"sda\"}", 1.0));
    }

    @Test
    void manySeriesAreSplitIntoBlocksThatFit() {
        // given
        String[] devices = new String[10_000];
        for (int i = 0; i < devices.length; i++) {
            devices[i] = "device-" + i;
        }
        // when
        List<DraftSection> sections = collect(1, "", devices);
        // then
        assertThat(sections.stream().map(section -> section.block().block().size()))
                .containsExactly(4_096, 4_096, 10_000 - 2 * 4_096);
        assertThat(values(sections)).hasSize(10_000).containsEntry("bytes_total{device=\"device-9999\"}", 10_000.0);
    }

    @Test
    void blocksWithLongLabelsStayBelowTheirBytes() {
        // given
        String[] devices = new String[4_000];
        for (int i = 0; i < devices.length; i++) {
            devices[i] = "x".repeat(400) + i;
        }
        // when
        List<DraftSection> sections = collect(1, "", devices);
        // then
        assertThat(sections.size()).isGreaterThan(2);
        assertThat(sections)
                .allSatisfy(section ->
                        assertThat(section.block().bytes().length).isLessThanOrEqualTo(SeriesBlock.MAX_BYTES));
        assertThat(values(sections)).hasSize(4_000);
    }

    @Test
    void aLabelWithoutAValueFailsWithItsName() {
        SampleSink sink = assembly.begin();
        sink.family("bytes_total", MetricType.COUNTER, "Bytes.");
        sink.sample(1, "device");
        assertThatThrownBy(() -> assembly.commit(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes_total")
                .hasMessageContaining("device");
    }

    @Test
    void batchesAreCutWhereTheyWouldGrowTooLarge() {
        // given
        List<dev.bellwether.agent.wal.BatchDraft> drafts = new ArrayList<>();
        BatchQueue queue = new BatchQueue(dev.bellwether.model.Labels.EMPTY, drafts::add);
        String[] devices = new String[4_000];
        for (int i = 0; i < devices.length; i++) {
            devices[i] = "x".repeat(400) + i;
        }
        // when
        queue.add(dev.bellwether.model.Labels.of("job", "a"), collect(1, "", devices));
        queue.add(dev.bellwether.model.Labels.of("job", "b"), new CollectorAssemblyTest().collect(1, "", "sda"));
        queue.flush();
        // then
        assertThat(drafts.size()).isGreaterThan(2);
        assertThat(drafts)
                .allSatisfy(draft -> assertThat(draft.sections().stream()
                                .mapToLong(BatchQueue::mostBytes)
                                .sum())
                        .isLessThan(dev.bellwether.model.batch.SampleBatch.MAX_BYTES - 32 * 1024));
        assertThat(drafts.stream()
                        .mapToInt(dev.bellwether.agent.wal.BatchDraft::sampleCount)
                        .sum())
                .isEqualTo(4_001);
    }
}
