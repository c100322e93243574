package dev.bellwether.agent.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SeriesDescriptor;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScraperTest {
    private static final Instant TICK = Instant.ofEpochMilli(1_000_000);

    private ExpositionServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ExpositionServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void samplesComeInTheirOrderWithTheTargetsLabelsApart() throws IOException {
        // given
        server.answerText("# HELP b A b.\n# TYPE b counter\nb{x=\"1\"} 1\nb{x=\"2\"} 2\na 3 500\n");

        try (Scraper scraper = scraper()) {
            // when
            ScrapeResult result = scraper.scrape(TICK);

            // then
            assertThat(result.error()).isNull();
            ScrapeGroup group = result.groups().getFirst();
            assertThat(group.targetLabels()).isEqualTo(Labels.of("instance", server.address(), "job", "test"));
            assertThat(group.samples())
                    .containsExactly(
                            new ScrapedSample(
                                    new SeriesDescriptor(
                                            Labels.of("__name__", "b", "x", "1"),
                                            new MetricMetadata(MetricType.COUNTER, "", "A b.")),
                                    1,
                                    null,
                                    1_000_000,
                                    false),
                            new ScrapedSample(
                                    new SeriesDescriptor(
                                            Labels.of("__name__", "b", "x", "2"),
                                            new MetricMetadata(MetricType.COUNTER, "", "A b.")),
                                    2,
                                    null,
                                    1_000_000,
                                    false),
                            new ScrapedSample(
                                    new SeriesDescriptor(Labels.of("__name__", "a"), MetricMetadata.UNKNOWN),
                                    3,
                                    null,
                                    500,
                                    true));
        }
    }

    @Test
    void theReportTellsOfTheScrape() throws IOException {
        // given
        server.answerText("a 1\nb 2\nc 3\n");

        try (Scraper scraper =
                scraper("metric_relabel_configs: [{source_labels: [__name__], regex: b, action: drop}]")) {
            // when
            ScrapeResult first = scraper.scrape(TICK);
            ScrapeResult second = scraper.scrape(TICK.plusSeconds(15));

            // then
            assertThat(report(first))
                    .containsExactly(
                            "up 1.0",
                            "scrape_samples_scraped 3.0",
                            "scrape_samples_post_metric_relabeling 2.0",
                            "scrape_series_added 2.0");
            assertThat(report(second))
                    .containsExactly(
                            "up 1.0",
                            "scrape_samples_scraped 3.0",
                            "scrape_samples_post_metric_relabeling 2.0",
                            "scrape_series_added 0.0");
            assertThat(second.groups().getLast().samples().get(1).value()).isGreaterThan(0);
            assertThat(second.groups().getLast().targetLabels())
                    .isEqualTo(Labels.of("instance", server.address(), "job", "test"));
        }
    }

    @Test
    void aSeriesIsDescribedByTheSameObjectFromScrapeToScrape() throws IOException {
        // given
        server.answerText("# TYPE a gauge\na{x=\"y\"} 1\n");

        try (Scraper scraper = scraper()) {
            // when
            SeriesDescriptor first = samples(scraper.scrape(TICK)).getFirst().series();
            SeriesDescriptor second = samples(scraper.scrape(TICK)).getFirst().series();
            server.answerText("# TYPE a counter\na{x=\"y\"} 1\n");
            SeriesDescriptor changed = samples(scraper.scrape(TICK)).getFirst().series();

            // then
            assertThat(second).isSameAs(first);
            assertThat(changed.labels()).isSameAs(first.labels());
            assertThat(changed.metadata().type()).isEqualTo(MetricType.COUNTER);
        }
    }

    @Test
    void aSeriesThatVanishesGetsOneStaleMarker() throws IOException {
        try (Scraper scraper = scraper()) {
            // given
            server.answerText("a 1\nb 2\n");
            scraper.scrape(TICK);

            // when
            server.answerText("a 1\n");
            ScrapeResult gone = scraper.scrape(TICK.plusSeconds(15));
            ScrapeResult later = scraper.scrape(TICK.plusSeconds(30));
            server.answerText("a 1\nb 3\n");
            ScrapeResult back = scraper.scrape(TICK.plusSeconds(45));

            // then
            assertThat(lines(gone)).containsExactly("a 1.0", "b stale @1015000");
            assertThat(lines(later)).containsExactly("a 1.0");
            assertThat(lines(back)).containsExactly("a 1.0", "b 3.0");
        }
    }

    @Test
    void aFailedScrapeEndsEverySeriesOnceAndIsDown() throws IOException {
        try (Scraper scraper = scraper()) {
            // given
            server.answerText("a 1\nb 2\n");
            scraper.scrape(TICK);

            // when
            server.answer(exchange -> ExpositionServer.respond(exchange, 503, "text/plain", "no"));
            ScrapeResult failed = scraper.scrape(TICK.plusSeconds(15));
            ScrapeResult again = scraper.scrape(TICK.plusSeconds(30));
            server.answerText("a 1\nb 2\n");
            ScrapeResult back = scraper.scrape(TICK.plusSeconds(45));

            // then
            assertThat(failed.error()).isEqualTo("the target answered with HTTP status 503 Service Unavailable");
            assertThat(lines(failed)).containsExactly("a stale @1015000", "b stale @1015000");
            assertThat(report(failed))
                    .containsExactly(
                            "up 0.0",
                            "scrape_samples_scraped 0.0",
                            "scrape_samples_post_metric_relabeling 0.0",
                            "scrape_series_added 0.0");
            assertThat(lines(again)).isEmpty();
            assertThat(lines(back)).containsExactly("a 1.0", "b 2.0");
            assertThat(report(back)).contains("scrape_series_added 0.0");
        }
    }

    @Test
    void aBrokenExpositionGivesNothingOfIt() throws IOException {
        try (Scraper scraper = scraper()) {
            // given
            server.answerText("a 1\nb\n");

            // when
            ScrapeResult result = scraper.scrape(TICK);

            // then
            assertThat(result.error()).isEqualTo("line 2: expected a number as the value of \"b\", found the end");
            assertThat(lines(result)).isEmpty();
            assertThat(report(result)).contains("up 0.0", "scrape_samples_scraped 1.0");
        }
    }

    @Test
    void theEndOfATargetEndsEverySeriesAndTheReport() throws IOException {
        try (Scraper scraper = scraper()) {
            // given
            server.answerText("a 1\n");
            scraper.scrape(TICK);

            // when
            ScrapeResult end = scraper.end(TICK.plusSeconds(5));

            // then
            assertThat(lines(end)).containsExactly("a stale @1005000");
            assertThat(end.groups().getLast().samples())
                    .hasSize(5)
                    .allMatch(sample -> SpecialValues.isStale(sample.value()));
        }
    }

    @Test
    void seriesWithTimesOfTheirOwnHaveNoStaleMarkersUnlessAskedFor() throws IOException {
        for (boolean tracked : List.of(false, true)) {
            try (Scraper scraper = scraper("track_timestamps_staleness: " + tracked)) {
                // given
                server.answerText("a 1 1000\na 2 2000\n");
                ScrapeResult first = scraper.scrape(TICK);

                // when
                server.answerText("");
                ScrapeResult gone = scraper.scrape(TICK.plusSeconds(15));

                // then
                assertThat(lines(first)).containsExactly("a 1.0 @1000", "a 2.0 @2000");
                assertThat(lines(gone)).isEqualTo(tracked ? List.of("a stale @1015000") : List.of());
            }
        }
    }

    @Test
    void timesInTheExpositionDoNotCountWhereTheyAreNotHonoured() throws IOException {
        server.answerText("a 1 1000\n");

        try (Scraper scraper = scraper("honor_timestamps: false")) {
            assertThat(lines(scraper.scrape(TICK))).containsExactly("a 1.0");
        }
    }

    @Test
    void aSecondSampleOfASeriesIsLeftOutAndCounted() throws IOException {
        // given
        server.answerText("a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 2\na{x=\"1\",y=\"2\"} 3\nb 4\n");

        try (Scraper scraper = scraper()) {
            // when
            ScrapeResult result = scraper.scrape(TICK);

            // then
            assertThat(lines(result)).containsExactly("a{x=\"1\", y=\"2\"} 1.0", "b 4.0");
            assertThat(result.duplicates()).isEqualTo(2);
        }
    }

    @Test
    void aSeriesWrittenInAnotherWayIsTheSameSeries() throws IOException {
        try (Scraper scraper = scraper()) {
            // given
            server.answerText("a{x=\"1\",y=\"2\"} 1\n");
            scraper.scrape(TICK);

            // when
            server.answerText("a{y=\"2\",x=\"1\"} 2\n");
            ScrapeResult result = scraper.scrape(TICK.plusSeconds(15));

            // then
            assertThat(lines(result)).containsExactly("a{x=\"1\", y=\"2\"} 2.0");
        }
    }

    @Test
    void aLabelThatTheTargetHasTooIsRenamed() throws IOException {
        server.answerText("a{job=\"own\",exported_job=\"older\",instance=\"\"} 1\n");

        try (Scraper scraper = scraper()) {
            ScrapeResult result = scraper.scrape(TICK);

            assertThat(lines(result)).containsExactly("a{exported_exported_job=\"own\", exported_job=\"older\"} 1.0");
            assertThat(kinds(result)).containsExactly(ScrapeGroup.Kind.SAMPLES, ScrapeGroup.Kind.REPORT);
        }
    }

    @Test
    void aLabelOfTheExpositionWinsWhereItIsHonouredEvenIfItIsEmpty() throws IOException {
        // given
        server.answerText("a{job=\"own\"} 1\nb{instance=\"\"} 2\nc 3\n");

        try (Scraper scraper = scraper("honor_labels: true")) {
            // when
            ScrapeResult result = scraper.scrape(TICK);

            // then
            assertThat(kinds(result))
                    .containsExactly(ScrapeGroup.Kind.SAMPLES, ScrapeGroup.Kind.COMPLETE, ScrapeGroup.Kind.REPORT);
            assertThat(lines(result.groups().get(0))).containsExactly("c 3.0");
            assertThat(result.groups().get(1).targetLabels()).isEqualTo(Labels.EMPTY);
            assertThat(lines(result.groups().get(1)))
                    .containsExactly(
                            "a{instance=\"" + server.address() + "\", job=\"own\"} 1.0", "b{job=\"test\"} 2.0");
        }
    }

    @Test
    void metricRelabellingSeesAndChangesTheTargetsLabels() throws IOException {
        // given
        server.answerText("a{pod=\"p\"} 1\nb 2\n");

        try (Scraper scraper = scraper(
                "metric_relabel_configs:",
                "  - {source_labels: [job, pod], regex: 'test;(.+)', target_label: job, replacement: 'pod-$1'}",
                "  - {source_labels: [job], target_label: seen}")) {
            // when
            ScrapeResult result = scraper.scrape(TICK);

            // then
            assertThat(lines(result.groups().get(0))).containsExactly("b{seen=\"test\"} 2.0");
            assertThat(lines(result.groups().get(1)))
                    .containsExactly(
                            "a{instance=\"" + server.address() + "\", job=\"pod-p\", pod=\"p\", seen=\"pod-p\"} 1.0");
        }
    }

    @Test
    void relabellingThatTakesTheNameAwayIsAnError() throws IOException {
        server.answerText("a 1\n");

        try (Scraper scraper = scraper("metric_relabel_configs: [{action: labeldrop, regex: __name__}]")) {
            assertThat(scraper.scrape(TICK).error())
                    .isEqualTo("line 1: relabelling took the metric's name away from {instance=\"" + server.address()
                            + "\", job=\"test\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sample_limit: 2|sample_limit: the target exposes more than 2 samples after metric relabelling",
                "sample_limit: 3|",
                "label_limit: 3|line 2: label_limit: b{instance=\"ADDRESS\", job=\"test\", lang=\"ü\"} has 4 labels, "
                        + "allowed are 3",
                "label_limit: 4|",
                "label_name_length_limit: 7|line 1: label_name_length_limit: the label name \"__name__\" has 8 bytes, "
                        + "allowed are 7",
                "label_name_length_limit: 8|",
                "label_value_length_limit: 3|line 1: label_value_length_limit: the value of the label \"instance\" has",
                "label_value_length_limit: 50|",
                "body_size_limit: 22B|body_size_limit: the answer is larger than 22 bytes",
                "body_size_limit: 23B|"
            })
    void aLimitThatIsExceededFailsTheScrape(String line, String error) throws IOException {
        // given
        server.answerText("a 1\nb{lang=\"ü\"} 2\nc 3\n");

        try (Scraper scraper = scraper(line)) {
            // when
            ScrapeResult result = scraper.scrape(TICK);

            // then
            if (error == null) {
                assertThat(result.error()).isNull();
                assertThat(lines(result)).hasSize(3);
            } else {
                assertThat(result.error()).startsWith(error.replace("ADDRESS", server.address()));
                assertThat(lines(result)).isEmpty();
            }
        }
    }

    @Test
    void aRefusedTargetIsDownWithoutBeingAsked() throws IOException {
        // given
        try (Scraper scraper = new Scraper(dev.bellwether.agent.scrape.target.TargetResolver.resolve(
                        ScrapeConfigs.config(server.address(), "target_limit: 1"),
                        List.of(dev.bellwether.agent.scrape.settings.TargetGroup.of(
                                List.of(server.address(), "other:1"), Labels.EMPTY)))
                .targets()
                .getFirst())) {
            // when
            ScrapeResult result = scraper.scrape(TICK);

            // then
            assertThat(result.error()).isEqualTo("target_limit: the job has 2 targets, allowed are 1");
            assertThat(report(result)).contains("up 0.0");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void boundsAreWrittenAlikeInEveryFormat() throws IOException {
        server.answerText("# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 2\n"
                + "# TYPE s summary\ns{quantile=\"1\"} 3\n# TYPE g gauge\ng{le=\"1\"} 4\n");

        try (Scraper scraper = scraper()) {
            assertThat(lines(scraper.scrape(TICK)))
                    .containsExactly(
                            "h_bucket{le=\"1.0\"} 1.0",
                            "h_bucket{le=\"+Inf\"} 2.0",
                            "s{quantile=\"1.0\"} 3.0",
                            "g{le=\"1\"} 4.0");
        }
    }

    @Test
    void openMetricsIsReadWhereTheContentTypeSaysSo() throws IOException {
        server.answer(exchange -> ExpositionServer.respond(
                exchange,
                200,
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
                "# TYPE a counter\n# UNIT a s\na_total 1 12.5 # {t=\"x\"} 1\n# EOF\n"));

        try (Scraper scraper = scraper()) {
            ScrapeResult result = scraper.scrape(TICK);

            assertThat(lines(result)).containsExactly("a_total 1.0 @12500");
            assertThat(samples(result).getFirst().series().metadata())
                    .isEqualTo(new MetricMetadata(MetricType.COUNTER, "s", ""));
        }
    }

    @Test
    void anAnswerWithoutContentTypeIsReadByTheFallback() throws IOException {
        // given
        server.answer(exchange -> ExpositionServer.respond(exchange, 200, "", "a 1\n# EOF\n"));

        try (Scraper text = scraper();
                Scraper openMetrics = scraper("fallback_scrape_protocol: OpenMetricsText1.0.0")) {
            // when, then
            assertThat(lines(text.scrape(TICK))).containsExactly("a 1.0");
            server.answer(exchange -> ExpositionServer.respond(exchange, 200, "", "a 1\n"));
            assertThat(openMetrics.scrape(TICK).error()).isEqualTo("line 2: expected \"# EOF\", found the end");
        }
    }

    @Test
    void reservedNotANumbersOfAnExporterMeanNothingMore() throws IOException {
        server.answerText("a NaN\n");

        try (Scraper scraper = scraper()) {
            double value = samples(scraper.scrape(TICK)).getFirst().value();

            assertThat(Double.doubleToRawLongBits(value)).isEqualTo(Double.doubleToRawLongBits(Double.NaN));
        }
    }

    @Test
    void churningSeriesAreForgotten() throws IOException {
        try (Scraper scraper = scraper()) {
            for (int i = 0; i < 30; i++) {
                // given
                StringBuilder exposition = new StringBuilder();
                for (int j = 0; j < 200; j++) {
                    exposition.append("a{x=\"").append(i).append('-').append(j).append("\"} 1\n");
                }
                server.answerText(exposition.toString());

                // when
                ScrapeResult result = scraper.scrape(TICK.plusSeconds(15 * i));

                // then
                assertThat(lines(result)).hasSize(i == 0 ? 200 : 400);
                assertThat(report(result)).contains("scrape_series_added 200.0");
            }
        }
    }

    private Scraper scraper(String... lines) {
        return new Scraper(ScrapeConfigs.target(server.address(), lines));
    }

    private static List<ScrapedSample> samples(ScrapeResult result) {
        return result.groups().stream()
                .filter(group -> group.kind() != ScrapeGroup.Kind.REPORT)
                .flatMap(group -> group.samples().stream())
                .toList();
    }

    private static List<ScrapeGroup.Kind> kinds(ScrapeResult result) {
        return result.groups().stream().map(ScrapeGroup::kind).toList();
    }

    private static List<String> lines(ScrapeResult result) {
        return samples(result).stream().map(ScraperTest::line).toList();
    }

    private static List<String> lines(ScrapeGroup group) {
        return group.samples().stream().map(ScraperTest::line).toList();
    }

    private static String line(ScrapedSample sample) {
        boolean stale = SpecialValues.isStale(sample.value());
        return sample.series().labels() + " " + (stale ? "stale" : sample.value())
                + (stale || sample.ownTimestamp() ? " @" + sample.timestampMillis() : "");
    }

    /** The report without the duration. */
    private static List<String> report(ScrapeResult result) {
        Optional<ScrapeGroup> report = result.groups().stream()
                .filter(group -> group.kind() == ScrapeGroup.Kind.REPORT)
                .findFirst();
        Stream<ScrapedSample> samples = report.stream().flatMap(group -> group.samples().stream());
        return samples.map(ScraperTest::line)
                .filter(line -> !line.startsWith("scrape_duration_seconds"))
                .toList();
    }
}
