package dev.bellwether.ingest.gateway.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.ingest.RemoteWriteMessage;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.BatchDecoder;
import dev.bellwether.protocol.codec.BlockHash;
import dev.bellwether.protocol.codec.BlockSource;
import dev.bellwether.protocol.codec.EncodedSeries;
import dev.bellwether.protocol.codec.SeriesBlockCodec;
import dev.bellwether.protocol.codec.SeriesBlockWriter;
import dev.bellwether.protocol.topic.PartitionKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemoteWriteDecoderTest {
    private static final NativeHistogram HISTOGRAM = new NativeHistogram(
            NativeHistogram.CounterResetHint.NOT_RESET,
            3,
            0.001,
            2,
            12,
            18.5,
            new int[] {0, 2, 1, 1},
            new double[] {1, 3, 2},
            new int[] {-1, 1},
            new double[] {4},
            new double[0]);

    private final SeriesCache cache = new SeriesCache(1_000);

    private KnownSeries known(Labels labels) {
        return new KnownSeries(labels, MetricMetadata.UNKNOWN, cache.symbols());
    }

    private static void histogram(RemoteWriteMessage histogram, boolean floats) throws java.io.IOException {
        if (floats) {
            histogram.real(2, 12).real(7, 2).reals(10, 4).reals(13, 1, 3, 2);
        } else {
            histogram.number(1, 12).number(6, 2).differences(9, 4).differences(12, 1, 2, -1);
        }
        histogram
                .real(3, 18.5)
                .signed(4, 3)
                .real(5, 0.001)
                .message(8, span -> span.signed(1, -1).number(2, 1))
                .message(11, span -> span.signed(1, 0).number(2, 2))
                .message(11, span -> span.signed(1, 1).number(2, 1))
                .number(14, 2)
                .number(15, 1_700_000_000_123L);
    }

    @Test
    void version1IsReadWithItsHistogramsExemplarsAndMetadata() throws Exception {
        // given
        byte[] bytes = new RemoteWriteMessage()
                .series(1_000, SpecialValues.STALE, "__name__", "up", "job", "a", "zone", "ü")
                .message(
                        1,
                        series -> series.message(
                                        1, label -> label.text(1, "__name__").text(2, "latency"))
                                .message(3, exemplar -> exemplar.real(2, 1))
                                .message(4, one -> histogram(one, false))
                                .message(4, one -> histogram(one, true)))
                .message(
                        3,
                        family -> family.number(1, 1)
                                .text(2, "requests")
                                .text(4, "Requests.")
                                .text(5, "bytes"))
                .toBytes();

        // when
        IncomingRequest request = RemoteWriteDecoder.version1(bytes, cache);

        // then
        assertThat(request.rejected()).isEmpty();
        assertThat(request.exemplars()).isEqualTo(1);
        assertThat(request.metadata())
                .isEqualTo(Map.of("requests", new MetricMetadata(MetricType.COUNTER, "bytes", "Requests.")));
        IncomingSeries up = request.series().getFirst();
        assertThat(up.labels()).isEqualTo(Labels.of("__name__", "up", "job", "a", "zone", "ü"));
        assertThat(up.timestampMillis()).containsExactly(1_000);
        assertThat(Double.doubleToRawLongBits(up.values()[0])).isEqualTo(SpecialValues.STALE_BITS);
        IncomingSeries latency = request.series().get(1);
        assertThat(latency.histograms()).containsExactly(HISTOGRAM, HISTOGRAM);
        assertThat(latency.histogramMillis()).containsExactly(1_700_000_000_123L, 1_700_000_000_123L);
    }

    @Test
    void version2IsReadWhereverItsSymbolsStand() throws Exception {
        // given
        RemoteWriteMessage message = new RemoteWriteMessage();
        byte[] bytes = message.message(
                        5,
                        series -> series.references(1, "__name__", "latency", "job", "a")
                                .message(2, sample -> sample.real(1, 7).number(2, 5))
                                .message(3, one -> histogram(one, true))
                                .message(
                                        5,
                                        metadata -> metadata.number(1, 3)
                                                .number(3, series.reference("How long."))
                                                .number(4, series.reference("seconds"))))
                .withSymbols()
                .toBytes();

        // when
        IncomingRequest request = RemoteWriteDecoder.version2(bytes, cache);

        // then
        IncomingSeries series = request.series().getFirst();
        assertThat(series.labels()).isEqualTo(Labels.of("__name__", "latency", "job", "a"));
        assertThat(series.metadata()).isEqualTo(new MetricMetadata(MetricType.HISTOGRAM, "seconds", "How long."));
        assertThat(series.values()).containsExactly(7);
        assertThat(series.histograms()).containsExactly(HISTOGRAM);
    }

    @Test
    void aSeriesThatCameBeforeIsNotDecodedAgain() throws Exception {
        // given
        String[] labels = {"__name__", "up", "instance", "a", "job", "ü"};
        byte[] first = new RemoteWriteMessage()
                .series(1, 1, labels)
                .series(1, 1, "__name__", "down")
                .toBytes();
        byte[] second = new RemoteWriteMessage().series(2, 2, labels).toBytes();
        RemoteWriteMessage other = new RemoteWriteMessage();
        byte[] version2 = other.message(
                        5,
                        series -> series.references(1, labels)
                                .message(2, sample -> sample.real(1, 7).number(2, 5)))
                .withSymbols()
                .toBytes();

        // when
        KnownSeries known =
                RemoteWriteDecoder.version1(first, cache).series().getFirst().known();
        KnownSeries again =
                RemoteWriteDecoder.version1(second, cache).series().getFirst().known();
        KnownSeries fromVersion2 =
                RemoteWriteDecoder.version2(version2, cache).series().getFirst().known();
        KnownSeries againFromVersion2 =
                RemoteWriteDecoder.version2(version2, cache).series().getFirst().known();

        // then
        assertThat(again).isSameAs(known);
        assertThat(againFromVersion2).isSameAs(fromVersion2);
        assertThat(fromVersion2.labels()).isEqualTo(known.labels()).isEqualTo(Labels.of(labels));
    }

    @Test
    void labelsThatDoNotStandSideBySideAreReadAllTheSame() throws Exception {
        // given
        byte[] bytes = new RemoteWriteMessage()
                .message(
                        1,
                        series -> series.message(
                                        1, label -> label.text(1, "__name__").text(2, "up"))
                                .message(2, sample -> sample.real(1, 7).number(2, 5))
                                .message(1, label -> label.text(1, "job").text(2, "a"))
                                .message(1, label -> label.text(1, "zone").text(2, "b")))
                .toBytes();

        // when
        IncomingSeries series =
                RemoteWriteDecoder.version1(bytes, cache).series().getFirst();

        // then
        assertThat(series.labels()).isEqualTo(Labels.of("__name__", "up", "job", "a", "zone", "b"));
        assertThat(series.values()).containsExactly(7);
    }

    @Test
    void customBucketsAreRead() throws Exception {
        // given
        byte[] bytes = new RemoteWriteMessage()
                .message(
                        1,
                        series -> series.message(
                                        1, label -> label.text(1, "__name__").text(2, "h"))
                                .message(
                                        4,
                                        one -> one.number(1, 3)
                                                .real(3, 4)
                                                .signed(4, -53)
                                                .message(
                                                        11,
                                                        span -> span.signed(1, 0)
                                                                .number(2, 2))
                                                .differences(12, 1, 1)
                                                .reals(16, 0.5, 1)))
                .toBytes();

        // when
        NativeHistogram read = RemoteWriteDecoder.version1(bytes, cache)
                .series()
                .getFirst()
                .histograms()
                .getFirst();

        // then
        assertThat(read.hasCustomBuckets()).isTrue();
        assertThat(read.positiveBuckets()).containsExactly(1, 2);
        assertThat(read.customValues()).containsExactly(0.5, 1);
    }

    @Test
    void aBrokenSeriesDoesNotHarmTheOthers() throws Exception {
        // given
        byte[] bytes = new RemoteWriteMessage()
                .series(1, 1, "__name__", "a")
                .series(1, 1, "__name__", "b", "twice", "1", "twice", "2")
                .message(
                        1,
                        series -> series.message(
                                        1, label -> label.text(1, "__name__").text(2, "h"))
                                .message(
                                        4,
                                        one -> one.message(11, span -> span.number(2, 5))
                                                .differences(12, 1))
                                .message(2, sample -> sample.real(1, 1)))
                .series(1, 2, "__name__", "c")
                .toBytes();

        // when
        IncomingRequest request = RemoteWriteDecoder.version1(bytes, cache);

        // then
        assertThat(request.series())
                .extracting(series -> series.labels().metricName())
                .containsExactly("a", "c");
        assertThat(request.rejected()).hasSize(2);
        assertThat(request.rejected().getFirst()).contains("\"twice\" stands twice");
    }

    @Test
    void bytesThatAreNoRequestAreRefusedWhateverTheyAre() throws Exception {
        // given
        byte[] good = new RemoteWriteMessage()
                .series(1, 1, "__name__", "a", "job", "x")
                .series(2, 2, "__name__", "b", "job", "x")
                .toBytes();
        Random random = new Random(7);

        // when, then
        for (int round = 0; round < 20_000; round++) {
            byte[] broken = good.clone();
            for (int flips = 0; flips <= random.nextInt(4); flips++) {
                broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(RemoteWriteDecoder.version1(broken, cache).series()).isNotNull();
                assertThat(RemoteWriteDecoder.version2(broken, cache).series()).isNotNull();
            } catch (MalformedRequestException e) {
                assertThat(e).hasMessageContaining("cannot be read");
            }
        }
        assertThatThrownBy(() -> RemoteWriteDecoder.version1(java.util.Arrays.copyOf(good, good.length - 1), cache))
                .isInstanceOf(MalformedRequestException.class);
    }

    @Test
    void whatFollowedASeriesBeforeIsTakenOnlyWhereItStands() throws Exception {
        // given
        byte[] first = new RemoteWriteMessage()
                .series(1, 1, "__name__", "a", "i", "1")
                .series(1, 2, "__name__", "b", "i", "1")
                .toBytes();
        byte[] longer = new RemoteWriteMessage()
                .series(2, 1, "__name__", "a", "i", "1")
                .series(2, 3, "__name__", "b", "i", "1", "j", "2")
                .series(2, 4, "__name__", "b", "i", "1")
                .toBytes();
        byte[] scattered = new RemoteWriteMessage()
                .series(3, 1, "__name__", "a", "i", "1")
                .message(
                        1,
                        series -> series.message(
                                        1, label -> label.text(1, "__name__").text(2, "b"))
                                .message(1, label -> label.text(1, "i").text(2, "1"))
                                .message(2, sample -> sample.real(1, 5).number(2, 3))
                                .message(1, label -> label.text(1, "z").text(2, "behind")))
                .toBytes();

        for (int times = 0; times < 3; times++) {
            // when
            List<IncomingSeries> same =
                    RemoteWriteDecoder.version1(first, cache).series();
            List<IncomingSeries> other =
                    RemoteWriteDecoder.version1(longer, cache).series();
            List<IncomingSeries> behind =
                    RemoteWriteDecoder.version1(scattered, cache).series();

            // then
            Labels b = Labels.of("__name__", "b", "i", "1");
            assertThat(same)
                    .extracting(IncomingSeries::labels)
                    .containsExactly(Labels.of("__name__", "a", "i", "1"), b);
            assertThat(other.get(1).labels()).isEqualTo(b.with("j", "2"));
            assertThat(other.get(1).values()).containsExactly(3);
            assertThat(other.get(2).labels()).isEqualTo(b);
            assertThat(other.get(2).values()).containsExactly(4);
            assertThat(behind.get(1).labels()).isEqualTo(b.with("z", "behind"));
            assertThat(behind.get(1).values()).containsExactly(5);
        }
    }

    @Test
    void aPieceHoldsTheSameSamplesWhereverItsSeriesStand() throws Exception {
        // given
        List<IncomingSeries> series = new ArrayList<>();
        List<EncodedSeries> placed = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            KnownSeries one =
                    known(Labels.of("__name__", "metric_" + i % 30, "instance", "host-" + i % 5, "i", "x" + i));
            series.add(new IncomingSeries(one, new long[] {i}, new double[] {i}, new long[0], List.of()));
            if (i % 3 == 0) {
                placed.add(one.encoded());
            }
        }
        SeriesBlockWriter writer = new SeriesBlockWriter();
        placed.forEach(writer::add);
        byte[] bytes = writer.toBytes();
        SeriesPlaces.Block durable = new SeriesPlaces.Block("", BlockHash.of(bytes));
        SeriesPlaces places = some -> {
            SeriesPlaces.@Nullable Place[] found = new SeriesPlaces.@Nullable Place[some.size()];
            for (int i = 0; i < found.length; i++) {
                EncodedSeries encoded = some.get(i).encoded();
                int index = placed.indexOf(encoded);
                found[i] = index < 0 ? null : new SeriesPlaces.Place(durable, index, encoded);
            }
            return found;
        };

        // when
        List<RequestSplitter.Piece> inside = new RequestSplitter("me", 4).split(series);
        List<RequestSplitter.Piece> named = new RequestSplitter("me", 4, places).split(series);

        // then
        SeriesBlock block = SeriesBlockCodec.decode(bytes);
        assertThat(named).hasSameSizeAs(inside);
        for (int i = 0; i < named.size(); i++) {
            assertThat(samples(named.get(i), block)).isEqualTo(samples(inside.get(i), block));
        }
        assertThat(named.stream().mapToInt(piece -> piece.batch().length).sum())
                .isLessThan(
                        inside.stream().mapToInt(piece -> piece.batch().length).sum());
    }

    private static Set<String> samples(RequestSplitter.Piece piece, SeriesBlock durable) {
        Set<String> samples = new HashSet<>();
        SampleBatch batch = BatchDecoder.decode(piece.batch(), new NoBlocks() {
            @Override
            public SeriesBlock find(BlockHash hash) {
                return durable;
            }
        });
        for (Section section : batch.sections()) {
            Values.Points points = (Values.Points) section.values();
            for (int i = 0; i < points.values().length; i++) {
                samples.add(section.block().series().get(points.series()[i]).labels() + " "
                        + points.timestampMillis()[i] + " " + points.values()[i]);
            }
        }
        return samples;
    }

    @Test
    void piecesAreOfOneInstanceEachPartitionAndOfTheSameShapeEveryTime() throws Exception {
        // given
        List<IncomingSeries> series = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            series.add(new IncomingSeries(
                    known(Labels.of("__name__", "metric_" + i % 300, "instance", "host-" + i % 50, "i", "ü" + i)),
                    new long[] {1_700_000_000_000L + i, 1_700_000_015_000L + i},
                    new double[] {i, i + 0.5},
                    i % 1_000 == 0 ? new long[] {5} : new long[0],
                    i % 1_000 == 0 ? List.of(HISTOGRAM) : List.of()));
        }
        RequestSplitter splitter = new RequestSplitter("remote-write/me", 4);

        // when
        List<RequestSplitter.Piece> pieces = splitter.split(series);

        // then
        List<RequestSplitter.Piece> again = splitter.split(series);
        assertThat(again).hasSameSizeAs(pieces);
        for (int i = 0; i < pieces.size(); i++) {
            assertThat(again.get(i).key()).isEqualTo(pieces.get(i).key());
            assertThat(java.util.Arrays.equals(
                            again.get(i).batch(), pieces.get(i).batch()))
                    .isTrue();
        }
        Set<Labels> seen = new HashSet<>();
        int samples = 0;
        for (RequestSplitter.Piece piece : pieces) {
            assertThat(piece.batch().length).isLessThanOrEqualTo(SampleBatch.MAX_BYTES);
            assertThat(PartitionKey.partition(piece.key(), 4)).isEqualTo(piece.partition());
            SampleBatch batch = BatchDecoder.decode(piece.batch(), new NoBlocks());
            samples += batch.sampleCount();
            for (Section section : batch.sections()) {
                section.block().series().forEach(one -> {
                    seen.add(one.labels());
                    assertThat(PartitionKey.partition(
                                    "remote-write/me/" + one.labels().get("instance"), 4))
                            .isEqualTo(piece.partition());
                });
            }
        }
        assertThat(seen).hasSize(30_000);
        assertThat(samples).isEqualTo(60_030);
    }

    @Test
    void oneSeriesOfVeryManySamplesIsSplit() {
        // given
        int count = 300_000;
        long[] times = new long[count];
        double[] values = new double[count];
        Random random = new Random(3);
        for (int i = 0; i < count; i++) {
            times[i] = random.nextLong(4_000_000_000_000L);
            values[i] = random.nextDouble();
        }
        IncomingSeries series = new IncomingSeries(
                known(Labels.of("__name__", "m", "long", "漢".repeat(4_000))), times, values, new long[0], List.of());

        // when
        List<RequestSplitter.Piece> pieces = new RequestSplitter("x", 1).split(List.of(series));

        // then
        int samples = 0;
        for (RequestSplitter.Piece piece : pieces) {
            samples += BatchDecoder.decode(piece.batch(), new NoBlocks()).sampleCount();
        }
        assertThat(samples).isEqualTo(count);
    }

    private static class NoBlocks implements BlockSource {
        @Override
        public @Nullable SeriesBlock find(BlockHash hash) {
            return null;
        }

        @Override
        public SeriesBlock remember(BlockHash hash, SeriesBlock block) {
            return block;
        }
    }
}
