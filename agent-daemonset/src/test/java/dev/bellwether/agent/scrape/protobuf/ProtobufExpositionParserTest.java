package dev.bellwether.agent.scrape.protobuf;

import static dev.bellwether.agent.scrape.protobuf.ProtobufWriter.delimited;
import static dev.bellwether.agent.scrape.protobuf.ProtobufWriter.family;
import static dev.bellwether.agent.scrape.protobuf.ProtobufWriter.label;
import static dev.bellwether.agent.scrape.protobuf.ProtobufWriter.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.agent.scrape.ExpositionServer;
import dev.bellwether.agent.scrape.ScrapeConfigs;
import dev.bellwether.agent.scrape.ScrapeResult;
import dev.bellwether.agent.scrape.ScrapedSample;
import dev.bellwether.agent.scrape.Scraper;
import dev.bellwether.agent.scrape.exposition.ExpositionException;
import dev.bellwether.agent.scrape.exposition.ExpositionParser.Entry;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.NativeHistogram;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProtobufExpositionParserTest {

    @Test
    void everyTypeIsUnfoldedAsPrometheusDoes() throws IOException {
        // given
        byte[] exposition = delimited(
                family("requests_total", "Requests.", 0)
                        .text(5, "requests")
                        .nested(
                                4,
                                message()
                                        .nested(1, label("code", "200"))
                                        .nested(3, message().real(1, 5))
                                        .number(6, 1234))
                        .nested(
                                4,
                                message()
                                        .nested(1, label("code", "500"))
                                        .nested(3, message().real(1, 6))),
                family("temperature", "", 1)
                        .nested(4, message().nested(2, message().real(1, -3.5))),
                family("latency", "", 2)
                        .nested(
                                4,
                                message()
                                        .nested(
                                                4,
                                                message()
                                                        .number(1, 9)
                                                        .real(2, 4.5)
                                                        .nested(
                                                                3,
                                                                message()
                                                                        .real(1, 0.5)
                                                                        .real(2, 0.1))
                                                        .nested(
                                                                3,
                                                                message()
                                                                        .real(1, 0.99)
                                                                        .real(2, 0.2)))),
                family("odd", "", 3).nested(4, message().nested(5, message().real(1, 7))),
                family("size", "", 4)
                        .nested(
                                4,
                                message()
                                        .nested(
                                                7,
                                                message()
                                                        .number(1, 12)
                                                        .real(2, 30)
                                                        .nested(
                                                                3,
                                                                message()
                                                                        .number(1, 3)
                                                                        .real(2, 1))
                                                        .nested(
                                                                3,
                                                                message()
                                                                        .number(1, 8)
                                                                        .real(2, 2.5)
                                                                        .nested(
                                                                                3,
                                                                                message()
                                                                                        .real(2, 2))))));

        // when
        List<String> samples = list(exposition, false);

        // then
        assertThat(samples)
                .containsExactly(
                        "requests_total{code=\"200\"} 5.0 @1234 COUNTER requests Requests.",
                        "requests_total{code=\"500\"} 6.0 COUNTER requests Requests.",
                        "temperature -3.5 GAUGE  ",
                        "latency_count 9.0 SUMMARY  ",
                        "latency_sum 4.5 SUMMARY  ",
                        "latency{quantile=\"0.5\"} 0.1 SUMMARY  ",
                        "latency{quantile=\"0.99\"} 0.2 SUMMARY  ",
                        "odd 7.0 UNKNOWN  ",
                        "size_count 12.0 HISTOGRAM  ",
                        "size_sum 30.0 HISTOGRAM  ",
                        "size_bucket{le=\"1.0\"} 3.0 HISTOGRAM  ",
                        "size_bucket{le=\"2.5\"} 8.0 HISTOGRAM  ",
                        "size_bucket{le=\"+Inf\"} 12.0 HISTOGRAM  ");
    }

    @Test
    void aNativeHistogramHasAbsoluteCounts() throws IOException {
        for (boolean packed : List.of(false, true)) {
            // given
            ProtobufWriter histogram = nativeHistogram(packed);

            // when
            ProtobufExpositionParser parser = new ProtobufExpositionParser(false);
            parser.begin(new ByteArrayInputStream(
                    delimited(family("h", "", 4).nested(4, message().nested(7, histogram)))));

            // then
            assertThat(parser.next()).isEqualTo(Entry.HISTOGRAM);
            assertThat(parser.metricName()).isEqualTo("h");
            assertThat(parser.labelPairs()).isEmpty();
            assertThat(parser.histogram())
                    .isEqualTo(new NativeHistogram(
                            NativeHistogram.CounterResetHint.UNKNOWN,
                            3,
                            0.001,
                            2,
                            175,
                            0.0008280461746287094,
                            new int[] {-161, 1, 8, 2},
                            new double[] {1, 3, 2},
                            new int[] {-162, 1},
                            new double[] {4},
                            new double[0]));
            assertThat(parser.next()).isEqualTo(Entry.END);
        }
    }

    @Test
    void classicBucketsStandBesideANativeHistogramWhereTheyAreAskedFor() throws IOException {
        ProtobufWriter histogram =
                nativeHistogram(false).nested(3, message().number(1, 5).real(2, 1));
        byte[] exposition = delimited(family("h", "", 4).nested(4, message().nested(7, histogram)));

        assertThat(list(exposition, true))
                .containsExactly(
                        "h histogram of 175.0 HISTOGRAM  ",
                        "h_count 175.0 HISTOGRAM  ",
                        "h_sum 8.280461746287094E-4 HISTOGRAM  ",
                        "h_bucket{le=\"1.0\"} 5.0 HISTOGRAM  ",
                        "h_bucket{le=\"+Inf\"} 175.0 HISTOGRAM  ");
        assertThat(list(exposition, false)).containsExactly("h histogram of 175.0 HISTOGRAM  ");
    }

    @Test
    void aFloatAndAGaugeHistogramAreRead() throws IOException {
        // given
        ProtobufWriter histogram = message()
                .real(4, 7.5)
                .real(2, 1)
                .signed(5, 0)
                .real(6, 0.1)
                .real(8, 2.5)
                .nested(12, message().signed(1, 0).number(2, 2))
                .real(14, 1.5)
                .real(14, 3.5);

        // when
        ProtobufExpositionParser parser = new ProtobufExpositionParser(false);
        parser.begin(new ByteArrayInputStream(
                delimited(family("h", "", 5).nested(4, message().nested(7, histogram)))));
        parser.next();

        // then
        assertThat(parser.histogram().counterResetHint()).isEqualTo(NativeHistogram.CounterResetHint.GAUGE);
        assertThat(parser.histogram().count()).isEqualTo(7.5);
        assertThat(parser.histogram().zeroCount()).isEqualTo(2.5);
        assertThat(parser.histogram().positiveBuckets()).containsExactly(1.5, 3.5);
    }

    @Test
    void anEmptyNativeHistogramIsKnownByItsEmptySpan() throws IOException {
        ProtobufWriter histogram = message().nested(12, message().signed(1, 0).number(2, 0));
        byte[] exposition = delimited(family("h", "", 4).nested(4, message().nested(7, histogram)));

        assertThat(list(exposition, false)).containsExactly("h histogram of 0.0 HISTOGRAM  ");
    }

    @Test
    void everySeriesHasItsOwnKeyAndKeepsIt() throws IOException {
        // given
        byte[] exposition = delimited(
                family("a", "", 4)
                        .nested(
                                4,
                                message()
                                        .nested(1, label("x", "1"))
                                        .nested(
                                                7,
                                                message()
                                                        .number(1, 1)
                                                        .nested(3, message().real(2, 1))))
                        .nested(
                                4,
                                message()
                                        .nested(1, label("x", "2"))
                                        .nested(7, message().number(1, 1))),
                family("a_count", "", 1).nested(4, message().nested(1, label("x", "1"))),
                family("ab", "", 1).nested(4, message()));
        ProtobufExpositionParser parser = new ProtobufExpositionParser(false);

        // when
        List<String> first = keys(parser, exposition);
        List<String> second = keys(parser, exposition);

        // then
        Set<String> distinct = new HashSet<>(first);
        assertThat(distinct).hasSize(first.size()).hasSize(9);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void metadataStaysTheSameObjectWhileNothingOfItChanges() throws IOException {
        ProtobufExpositionParser parser = new ProtobufExpositionParser(false);

        MetricMetadata first = metadata(parser, "Help.");
        MetricMetadata same = metadata(parser, "Help.");
        MetricMetadata changed = metadata(parser, "Other.");

        assertThat(same).isSameAs(first);
        assertThat(changed).isEqualTo(new MetricMetadata(MetricType.GAUGE, "", "Other."));
    }

    @Test
    void brokenFamiliesAreErrorsWithTheirNumber() {
        assertBroken(new byte[] {5, 1, 2}, "family 1: it ends after 2 of 5 bytes");
        assertBroken(new byte[] {-1, -1, -1, -1, 7}, "family 1: it has 2147483647 bytes, allowed are 67108864");
        assertBroken(delimited(message().number(3, 1)), "family 1: the family has no name");
        assertBroken(
                delimited(family("a", "", 1).nested(4, message()), message().number(1, 1)),
                "family 2: field 1 has the wire type 0, allowed is 2");
        assertBroken(
                delimited(family("a", "", 1)
                        .nested(4, message().nested(2, message().number(1, 1)))),
                "family 1 (a): field 1 has the wire type 0, allowed is 1");
        assertBroken(
                delimited(family("a", "", 1)
                        .nested(4, message().nested(1, label("x", "1")).nested(1, label("x", "2")))),
                "family 1 (a): the label \"x\" stands twice");
        assertBroken(
                delimited(family("a", "", 1).nested(4, message().nested(1, label("__name__", "b")))),
                "family 1 (a): the label name \"__name__\" is not allowed");
        assertBroken(
                delimited(family("a", "", 1)
                        .nested(4, message().nested(1, message().text(1, "x").raw(2, new byte[] {-1})))),
                "family 1 (a): the value of the label \"x\" is not valid UTF-8");
        assertBroken(
                delimited(family("a", "", 4)
                        .nested(4, message().nested(7, nativeHistogram(false).signed(5, 9)))),
                "family 1 (a): schema is 9, allowed are -4 to 8 and -53");
        assertBroken(
                delimited(family("a", "", 4)
                        .nested(4, message().nested(7, nativeHistogram(false).signed(13, 1)))),
                "family 1 (a): positive spans describe 3 buckets, there are 4");
    }

    @Test
    void damagedExpositionsGiveSamplesOrErrorsAndNothingElse() throws IOException {
        // given
        byte[] whole = delimited(
                family("requests_total", "Requests.", 0)
                        .nested(
                                4,
                                message()
                                        .nested(1, label("code", "200"))
                                        .nested(3, message().real(1, 5))),
                family("h", "", 4)
                        .nested(
                                4,
                                message()
                                        .nested(
                                                7,
                                                nativeHistogram(true)
                                                        .nested(3, message().real(2, 1)))));
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }

            // when
            List<String> samples = new ArrayList<>();
            try {
                samples.addAll(list(Arrays.copyOf(damaged, random.nextInt(damaged.length + 1)), true));
            } catch (ExpositionException e) {
                assertThat(e).hasMessageStartingWith("family ");
            }

            // then
            assertThat(samples).hasSizeLessThan(100);
        }
    }

    @Test
    void aScraperKeepsNativeHistogramsAndEndsThemAsSuch() throws IOException {
        // given
        String type = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";
        try (ExpositionServer server = new ExpositionServer();
                Scraper scraper = new Scraper(ScrapeConfigs.target(server.address()))) {
            server.answer(exchange -> ExpositionServer.respond(
                    exchange,
                    200,
                    type,
                    delimited(family("h", "", 4)
                            .nested(4, message().nested(1, label("x", "y")).nested(7, nativeHistogram(false))))));

            // when
            ScrapeResult first = scraper.scrape(Instant.EPOCH);
            server.answerText("");
            ScrapeResult gone = scraper.scrape(Instant.EPOCH);

            // then
            assertThat(first.error()).isNull();
            ScrapedSample sample = first.groups().getFirst().samples().getFirst();
            assertThat(sample.series().labels()).hasToString("h{x=\"y\"}");
            assertThat(sample.histogram())
                    .isNotNull()
                    .extracting(NativeHistogram::count)
                    .isEqualTo(175.0);
            ScrapedSample stale = gone.groups().getFirst().samples().getFirst();
            assertThat(stale.series()).isSameAs(sample.series());
            assertThat(stale.histogram()).isNotNull().matches(NativeHistogram::isStale);
        }
    }

    private static ProtobufWriter nativeHistogram(boolean packed) {
        ProtobufWriter histogram = message()
                .number(1, 175)
                .real(2, 0.0008280461746287094)
                .signed(5, 3)
                .real(6, 0.001)
                .number(7, 2)
                .nested(9, message().signed(1, -162).number(2, 1))
                .nested(12, message().signed(1, -161).number(2, 1))
                .nested(12, message().signed(1, 8).number(2, 2));
        return packed
                ? histogram.packedSigned(10, 4).packedSigned(13, 1, 2, -1)
                : histogram.signed(10, 4).signed(13, 1).signed(13, 2).signed(13, -1);
    }

    private static List<String> list(byte[] exposition, boolean classic) throws IOException {
        ProtobufExpositionParser parser = new ProtobufExpositionParser(classic);
        parser.begin(new ByteArrayInputStream(exposition));
        List<String> samples = new ArrayList<>();
        for (Entry entry = parser.next(); entry != Entry.END; entry = parser.next()) {
            MetricMetadata metadata = parser.family().metadata();
            samples.add(parser.labels() + " "
                    + (entry == Entry.HISTOGRAM
                            ? "histogram of " + parser.histogram().count()
                            : parser.value())
                    + (parser.hasTimestamp() ? " @" + parser.timestampMillis() : "")
                    + " " + metadata.type() + " " + metadata.unit() + " " + metadata.help());
        }
        return samples;
    }

    private static List<String> keys(ProtobufExpositionParser parser, byte[] exposition) throws IOException {
        parser.begin(new ByteArrayInputStream(exposition));
        List<String> keys = new ArrayList<>();
        while (parser.next() != Entry.END) {
            keys.add(Arrays.toString(parser.seriesKey().toBytes()));
        }
        return keys;
    }

    private static MetricMetadata metadata(ProtobufExpositionParser parser, String help) throws IOException {
        parser.begin(new ByteArrayInputStream(delimited(family("a", help, 1).nested(4, message()))));
        parser.next();
        MetricMetadata metadata = parser.family().metadata();
        parser.next();
        return metadata;
    }

    private static void assertBroken(byte[] exposition, String error) {
        assertThatThrownBy(() -> list(exposition, false))
                .isInstanceOf(ExpositionException.class)
                .hasMessage(error);
    }
}
