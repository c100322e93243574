package dev.bellwether.ingest.gateway;

import static dev.bellwether.ingest.Batches.batch;
import static dev.bellwether.ingest.Batches.block;
import static dev.bellwether.ingest.Batches.whole;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import dev.bellwether.ingest.Batches;
import dev.bellwether.ingest.MemoryStorage;
import dev.bellwether.ingest.Pipeline;
import dev.bellwether.ingest.RemoteWriteMessage;
import dev.bellwether.ingest.gateway.remotewrite.KnownSeries;
import dev.bellwether.protocol.codec.EncodedSeries;
import dev.bellwether.protocol.codec.SymbolMemory;
import dev.bellwether.protocol.transport.HttpPush;
import dev.bellwether.protocol.v1.PushRequest;
import dev.bellwether.protocol.v1.PushResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpDoorTest {
    private static final String VERSION_1 = "application/x-protobuf";
    private static final String VERSION_2 = "application/x-protobuf;proto=io.prometheus.write.v2.Request";
    private static final String WRITE = "/api/v1/write";

    private final Pipeline pipeline = new Pipeline();
    private final MemoryStorage storage = new MemoryStorage();
    private final Gateway gateway = pipeline.startGateway();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    HttpDoorTest() {
        pipeline.startWriter(storage::newWriter);
    }

    @AfterAll
    void close() {
        client.close();
        pipeline.close();
    }

    private HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        return post(gateway, path, body, headers);
    }

    private HttpResponse<String> post(Gateway target, String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target.httpPort() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> write(byte[] message, String contentType) throws Exception {
        return post(
                WRITE, RemoteWriteMessage.snappy(message), "Content-Type", contentType, "Content-Encoding", "snappy");
    }

    private long stored(String metric) {
        return storage.samples().stream()
                .filter(sample -> sample.series().startsWith(metric + "{"))
                .count();
    }

    @Test
    void aRequestOf2000SeriesFrom50TargetsIsWrittenOnceHoweverOftenItComes() throws Exception {
        // given
        RemoteWriteMessage message = new RemoteWriteMessage();
        for (int i = 0; i < 2_000; i++) {
            message.series(Batches.NOW, i, "__name__", "many", "i", String.valueOf(i), "instance", "target-" + i % 50);
        }
        byte[] bytes = message.toBytes();
        double duplicatesBefore = pipeline.count("bellwether.writer.duplicates");

        // when
        for (int times = 0; times < 3; times++) {
            HttpResponse<String> response = write(bytes, VERSION_1);
            assertThat(response.statusCode()).isEqualTo(204);
        }

        // then
        Pipeline.await("2000 samples", () -> stored("many") >= 2_000);
        Pipeline.await("duplicates", () -> pipeline.count("bellwether.writer.duplicates") - duplicatesBefore >= 2 * 2);
        assertThat(stored("many")).isEqualTo(2_000);
    }

    @Test
    void seriesThatComeAgainAreNamedAndKeepTheirSamples() throws Exception {
        // given
        Set<String> expected = new HashSet<>();

        // when
        for (int tick = 0; tick < 5; tick++) {
            RemoteWriteMessage message = new RemoteWriteMessage();
            // The fourth tick lacks a series, the fifth has a new one between the others.
            for (int i = 0; i < 40; i++) {
                if (tick == 3 && i == 7 || tick < 4 && i == 20) {
                    continue;
                }
                long time = Batches.NOW + tick;
                double value = tick * 100 + i;
                message.series(
                        time, value, "__name__", "again", "i", String.valueOf(i), "instance", "target-" + i / 20);
                expected.add(i + " " + time + " " + value);
            }
            if (tick == 2) {
                message.message(
                        3, family -> family.number(1, 1).text(2, "again").text(4, "Told late."));
            }
            assertThat(write(message.toBytes(), VERSION_1).statusCode()).isEqualTo(204);
        }

        // then
        Pipeline.await("all samples", () -> stored("again") >= expected.size());
        Set<String> stored = new HashSet<>();
        Pattern number = Pattern.compile("[{ ]i=\"(\\d+)\"");
        storage.samples().stream()
                .filter(sample -> sample.series().startsWith("again{"))
                .forEach(sample -> {
                    Matcher found = number.matcher(sample.series());
                    assertThat(found.find()).isTrue();
                    stored.add(found.group(1) + " " + sample.timestampMillis() + " " + sample.value());
                });
        assertThat(stored).isEqualTo(expected);
        assertThat(stored("again")).isEqualTo(expected.size());
    }

    @Test
    void version2IsAnsweredWithCounts() throws Exception {
        // given
        RemoteWriteMessage message = new RemoteWriteMessage();
        message.message(
                        5,
                        series -> series.references(1, "__name__", "second_version", "job", "x")
                                .message(2, sample -> sample.real(1, 1).number(2, Batches.NOW))
                                .message(2, sample -> sample.real(1, 2).number(2, Batches.NOW + 1))
                                .message(3, histogram -> histogram.number(1, 0).number(15, Batches.NOW))
                                .message(4, exemplar -> exemplar.real(2, 1)))
                .withSymbols();

        // when
        HttpResponse<String> response = write(message.toBytes(), VERSION_2);

        // then
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("X-Prometheus-Remote-Write-Samples-Written"))
                .contains("2");
        assertThat(response.headers().firstValue("X-Prometheus-Remote-Write-Histograms-Written"))
                .contains("1");
        assertThat(response.headers().firstValue("X-Prometheus-Remote-Write-Exemplars-Written"))
                .contains("0");
        Pipeline.await("samples", () -> stored("second_version") == 2);
        Pipeline.await("histogram", () -> storage.histograms().size() == 1);
    }

    @Test
    void seriesThatBreakARuleAreNamedAndTheOthersWritten() throws Exception {
        // given
        byte[] bytes = new RemoteWriteMessage()
                .series(Batches.NOW, 1, "__name__", "partly", "i", "1")
                .series(Batches.NOW, 1, "job", "nameless")
                .series(Batches.NOW + 86_400_000, 1, "__name__", "partly", "i", "2")
                .toBytes();

        // when
        HttpResponse<String> response = write(bytes, VERSION_1);

        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("2 series left out")
                .contains("has no name")
                .contains("ahead of the gateway's clock");
        Pipeline.await("the good one", () -> stored("partly") == 1);
    }

    @Test
    void whatIsNotARequestIsRefusedWithTheRightStatus() throws Exception {
        byte[] good = RemoteWriteMessage.snappy(
                new RemoteWriteMessage().series(Batches.NOW, 1, "__name__", "x").toBytes());
        assertThat(post(WRITE, good, "Content-Type", "text/plain").statusCode()).isEqualTo(415);
        assertThat(post(WRITE, good, "Content-Type", VERSION_1 + ";proto=other").statusCode())
                .isEqualTo(415);
        assertThat(post(WRITE, good, "Content-Type", VERSION_1, "Content-Encoding", "br")
                        .statusCode())
                .isEqualTo(415);
        assertThat(post(WRITE + "/more", good).statusCode()).isEqualTo(404);
        assertThat(post(WRITE, new byte[] {1, 2, 3}, "Content-Type", VERSION_1, "Content-Encoding", "snappy")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(WRITE, new byte[] {1, 2, 3}, "Content-Type", VERSION_1).statusCode())
                .isEqualTo(400);
        HttpResponse<String> get = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + WRITE))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(get.statusCode()).isEqualTo(405);
    }

    @Test
    void bombsDoNotUnfold() throws Exception {
        // given: a snappy block that says it has 2 GiB, and 64 MiB of nothing packed small
        byte[] snappy = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07, 0, 0};
        byte[] nothing = new byte[64 << 20];
        byte[] zstd = Zstd.compress(nothing);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(gzip)) {
            stream.write(nothing);
        }

        // when, then
        assertThat(post(WRITE, snappy, "Content-Type", VERSION_1, "Content-Encoding", "snappy")
                        .statusCode())
                .isEqualTo(413);
        assertThat(post(WRITE, zstd, "Content-Type", VERSION_1, "Content-Encoding", "zstd")
                        .statusCode())
                .isEqualTo(413);
        assertThat(post(WRITE, gzip.toByteArray(), "Content-Type", VERSION_1, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(413);
        assertThat(post(HttpPush.PATH, zstd, "Content-Encoding", "zstd").statusCode())
                .isEqualTo(413);
        assertThat(pipeline.count("bellwether.gateway.refused", "reason", "too_large"))
                .isEqualTo(4);
    }

    @Test
    void anAgentWithoutGrpcPushesBatchesInOrder() throws Exception {
        // given
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int sequence = 1; sequence <= 3; sequence++) {
            PushRequest.newBuilder()
                    .setBatch(ByteString.copyFrom(whole(batch("pushing", 1, sequence, block("pushed", 1)))))
                    .build()
                    .writeDelimitedTo(body);
        }

        // when
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.httpPort() + HttpPush.PATH))
                .header("Content-Type", HttpPush.CONTENT_TYPE)
                .header("Content-Encoding", "zstd")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Zstd.compress(body.toByteArray())))
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

        // then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(responses(response.body()))
                .allMatch(PushResponse::hasAck)
                .extracting(PushResponse::getSeq)
                .containsExactly(1L, 2L, 3L);
        Pipeline.await("samples", () -> stored("pushed") == 3);
    }

    private static List<PushResponse> responses(byte[] body) throws IOException {
        List<PushResponse> responses = new ArrayList<>();
        ByteArrayInputStream input = new ByteArrayInputStream(body);
        PushResponse response = PushResponse.parseDelimitedFrom(input);
        while (response != null) {
            responses.add(response);
            response = PushResponse.parseDelimitedFrom(input);
        }
        return responses;
    }

    @Test
    void withoutACredentialNobodyComesIn() throws Exception {
        // given
        Path credentials = directory.resolve("credentials");
        Files.writeString(credentials, "prometheus - secret *\n");
        Gateway secured = pipeline.startGateway(GatewayConfig.LOCAL.withCredentials(credentials));
        byte[] bytes = RemoteWriteMessage.snappy(new RemoteWriteMessage()
                .series(Batches.NOW, 1, "__name__", "secured", "i", "1")
                .toBytes());

        // when, then
        assertThat(post(secured, WRITE, bytes, "Content-Encoding", "snappy").statusCode())
                .isEqualTo(401);
        assertThat(post(secured, WRITE, bytes, "Content-Encoding", "snappy", "Authorization", "Bearer secret")
                        .statusCode())
                .isEqualTo(204);
        Pipeline.await("the sample", () -> stored("secured") == 1);
    }

    @Test
    void itsPagesSayHowItIs() throws Exception {
        for (String page : List.of("/healthz", "/health", "/readyz", "/ready")) {
            assertThat(get(page).statusCode()).as(page).isEqualTo(200);
        }
        assertThat(get("/metrics").body()).contains("bellwether_gateway_batches_total{door=\"grpc\"}");
    }

    private HttpResponse<String> get(String page) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + page))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void metadataOfVersion1IsToldOfSeriesThatComeLater() {
        // given
        SymbolMemory symbols = new SymbolMemory(100);
        FamilyMemory memory = new FamilyMemory(symbols);
        dev.bellwether.model.MetricMetadata known =
                new dev.bellwether.model.MetricMetadata(dev.bellwether.model.MetricType.HISTOGRAM, "", "How long.");
        memory.remember("", java.util.Map.of("latency", known));

        // when, then
        KnownSeries latency = series("latency", symbols);
        assertThat(metadata(memory.describe("", series("latency_bucket", symbols))))
                .isEqualTo(known);
        assertThat(metadata(memory.describe("", latency))).isEqualTo(known);
        assertThat(metadata(memory.describe("other", latency))).isEqualTo(dev.bellwether.model.MetricMetadata.UNKNOWN);
    }

    @Test
    void metadataThatChangesIsToldOfSeriesThatWereDescribedBefore() {
        // given
        SymbolMemory symbols = new SymbolMemory(100);
        FamilyMemory memory = new FamilyMemory(symbols);
        KnownSeries latency = series("latency", symbols);
        dev.bellwether.model.MetricMetadata first =
                new dev.bellwether.model.MetricMetadata(dev.bellwether.model.MetricType.GAUGE, "", "How long.");
        dev.bellwether.model.MetricMetadata second =
                new dev.bellwether.model.MetricMetadata(dev.bellwether.model.MetricType.GAUGE, "seconds", "How long.");

        // when
        memory.remember("", java.util.Map.of("latency", first));
        EncodedSeries before = memory.describe("", latency);
        memory.remember("", java.util.Map.of("latency", first));
        EncodedSeries again = memory.describe("", latency);
        memory.remember("", java.util.Map.of("latency", second));

        // then
        assertThat(metadata(before)).isEqualTo(first);
        assertThat(again).isSameAs(before);
        assertThat(metadata(memory.describe("", latency))).isEqualTo(second);
    }

    private static dev.bellwether.model.MetricMetadata metadata(EncodedSeries series) {
        return series.descriptor().metadata();
    }

    private static KnownSeries series(String name, SymbolMemory symbols) {
        return new KnownSeries(
                dev.bellwether.model.Labels.of("__name__", name), dev.bellwether.model.MetricMetadata.UNKNOWN, symbols);
    }
}
