package dev.bellwether.agent.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.agent.scrape.ScrapedSample;
import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScrapeAssemblyTest {
    private static final SeriesDescriptor A = series("a");
    private static final SeriesDescriptor B = series("b");
    private static final SeriesDescriptor C = series("c");

    private final ScrapeGroupAssembly assembly = new ScrapeGroupAssembly();

    private static SeriesDescriptor series(String name) {
        return new SeriesDescriptor(Labels.of(Labels.METRIC_NAME, name), MetricMetadata.UNKNOWN);
    }

    private static ScrapedSample sample(SeriesDescriptor series, double value, long time) {
        return new ScrapedSample(series, value, null, time, false);
    }

    private static NativeHistogram histogram(double sum) {
        return new NativeHistogram(
                NativeHistogram.CounterResetHint.UNKNOWN,
                0,
                0.001,
                0,
                2,
                sum,
                new int[] {0, 1},
                new double[] {2},
                new int[0],
                new double[0],
                new double[0]);
    }

    @Test
    void samplesOfTheTickAreOneFrameWhoseBlockIsKept() {
        // given
        List<DraftSection> first = assembly.assemble(10, List.of(sample(A, 1, 10), sample(B, 2, 10)));
        // when
        List<DraftSection> second = assembly.assemble(20, List.of(sample(A, 3, 20), sample(B, 4, 20)));
        // then
        assertThat(second).hasSize(1);
        assertThat(second.getFirst().block()).isSameAs(first.getFirst().block());
        assertThat(second.getFirst().values()).isEqualTo(new Values.Frame(20, new double[] {3, 4}));
    }

    @Test
    void timesOfTheirOwnBecomePointsBesideTheFrame() {
        // when
        List<DraftSection> sections = assembly.assemble(
                10,
                List.of(
                        sample(A, 1, 10),
                        new ScrapedSample(B, 2, null, 7, true),
                        new ScrapedSample(B, 3, null, 8, true)));
        // then
        assertThat(sections.stream().map(DraftSection::values))
                .containsExactly(
                        new Values.Frame(10, new double[] {1, SpecialValues.ABSENT}),
                        new Values.Points(new int[] {1, 1}, new long[] {7, 8}, new double[] {2, 3}));
    }

    @Test
    void histogramsHaveASectionOfTheirOwn() {
        // when
        List<DraftSection> sections =
                assembly.assemble(10, List.of(sample(A, 1, 10), new ScrapedSample(C, 0, histogram(5), 10, false)));
        // then
        assertThat(sections.getLast().values())
                .isEqualTo(new Values.Histograms(new int[] {1}, new long[] {10}, List.of(histogram(5))));
    }

    @Test
    void markersOfEndedSeriesGoByTheBlockThatTheyWereSentWith() {
        // given
        DraftSection before = assembly.assemble(10, List.of(sample(A, 1, 10), sample(B, 2, 10)))
                .getFirst();
        // when
        List<DraftSection> sections =
                assembly.assemble(20, List.of(sample(A, 1, 20), sample(B, SpecialValues.STALE, 20)));
        // then
        assertThat(sections).hasSize(2);
        assertThat(sections.getFirst().block()).isSameAs(before.block());
        assertThat(sections.getFirst().values())
                .isEqualTo(new Values.Frame(20, new double[] {SpecialValues.ABSENT, SpecialValues.STALE}));
        assertThat(sections.getLast().values()).isEqualTo(new Values.Frame(20, new double[] {1}));
    }

    @Test
    void afterAFailedScrapeTheOldBlockServesAgain() {
        // given
        DraftSection before = assembly.assemble(10, List.of(sample(A, 1, 10))).getFirst();
        // when
        List<DraftSection> failed = assembly.assemble(20, List.of(sample(A, SpecialValues.STALE, 20)));
        List<DraftSection> after = assembly.assemble(30, List.of(sample(A, 5, 30)));
        // then
        assertThat(failed.getFirst().values()).isEqualTo(new Values.Frame(20, new double[] {SpecialValues.STALE}));
        assertThat(after.getFirst().block()).isSameAs(before.block());
        assertThat(after).hasSize(1);
    }
}
