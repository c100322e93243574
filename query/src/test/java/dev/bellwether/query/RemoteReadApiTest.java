package dev.bellwether.query;

import static dev.bellwether.query.ApiFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.query.remote.ReadMessages;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RemoteReadApiTest {
    private static final int SAMPLES = 0;
    private static final int STREAMED = 1;
    private static final Matcher UP = Matcher.equal("__name__", "up");

    private static HttpResponse<byte[]> read(ApiFixture api, byte[]... parts) {
        return post(api, ReadMessages.request(parts));
    }

    private static HttpResponse<byte[]> post(ApiFixture api, byte[] body) {
        return api.send(
                HttpRequest.newBuilder(api.uri("/api/v1/read"))
                        .header("Content-Encoding", "snappy")
                        .header("Content-Type", "application/x-protobuf")
                        .header("Accept-Encoding", "snappy")
                        .header("X-Prometheus-Remote-Read-Version", "0.1.0")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void samplesOfEveryQueryComeInOneMessage() throws Exception {
        try (ApiFixture api = new ApiFixture().withSamples()) {
            // when
            HttpResponse<byte[]> answer = read(
                    api,
                    ReadMessages.query(NOW - 15_000, NOW, UP),
                    ReadMessages.query(
                            NOW - 30_000,
                            NOW - 15_000,
                            new Matcher("__name__", Matcher.Operator.MATCHES, "requests_.+"),
                            new Matcher("instance", Matcher.Operator.NOT_MATCHES, "b.*"),
                            new Matcher("code", Matcher.Operator.NOT_EQUAL, "500")),
                    ReadMessages.query(NOW, NOW, Matcher.equal("__name__", "absent")));

            // then
            assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-protobuf");
            assertThat(answer.headers().firstValue("Content-Encoding")).contains("snappy");
            assertThat(ReadMessages.sampled(answer.body()))
                    .containsExactly(
                            List.of(
                                    "__name__=up instance=a:1 job=node " + (NOW - 15_000) + ":1.0 " + NOW + ":1.0",
                                    "__name__=up instance=b:1 job=node " + (NOW - 15_000) + ":0.0 " + NOW + ":0.0"),
                            List.of("__name__=requests_total code=200 instance=a:1 job=node " + (NOW - 30_000)
                                    + ":1425.0 " + (NOW - 15_000) + ":1462.5"),
                            List.of());
        }
    }

    @Test
    void aReaderThatAcceptsChunksGetsAStreamOfFrames() throws Exception {
        try (ApiFixture api = new ApiFixture().withSamples()) {
            HttpResponse<byte[]> answer = read(
                    api,
                    ReadMessages.query(NOW, NOW, Matcher.equal("__name__", "requests_total")),
                    ReadMessages.query(NOW - 15_000, NOW, UP),
                    ReadMessages.accepted(STREAMED, SAMPLES));

            assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse");
            assertThat(ReadMessages.streamed(answer.body()))
                    .containsExactly(
                            "0: __name__=requests_total code=200 instance=a:1 job=node " + NOW + ":1500.0",
                            "1: __name__=up instance=a:1 job=node " + (NOW - 15_000) + ":1.0 " + NOW + ":1.0",
                            "1: __name__=up instance=b:1 job=node " + (NOW - 15_000) + ":0.0 " + NOW + ":0.0");
        }
    }

    @Test
    void theFirstKnownFormIsTaken() {
        try (ApiFixture api = new ApiFixture().withSamples()) {
            byte[] query = ReadMessages.query(NOW, NOW, UP);

            assertThat(contentType(read(api, query, ReadMessages.accepted(SAMPLES, STREAMED))))
                    .isEqualTo("application/x-protobuf");
            assertThat(contentType(read(api, query, ReadMessages.accepted(7, STREAMED))))
                    .startsWith("application/x-streamed-protobuf");
            HttpResponse<byte[]> none = read(api, query, ReadMessages.accepted(7, 9));
            assertThat(none.statusCode()).isEqualTo(400);
            assertThat(text(none)).contains("accepted_response_types is [7, 9]").contains("1 (STREAMED_XOR_CHUNKS)");
        }
    }

    private static String contentType(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    @Test
    void aLongSeriesGoesOnInTheNextFrame() throws Exception {
        QueryConfig config = QueryConfig.DEFAULT.withRemoteRead(new RemoteReadLimits(1_000, 1, 100, 1_024));
        try (ApiFixture api = new ApiFixture(config, RuleDirectory.EMPTY)) {
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 3_000; i++) {
                double value = Math.sin(i) * i;
                api.series.add(Labels.of("__name__", "long"), NOW + i, value);
                expected.append(NOW + i).append(':').append(value).append(' ');
            }

            List<String> frames = ReadMessages.streamed(read(
                            api,
                            ReadMessages.query(NOW, NOW + 10_000, Matcher.equal("__name__", "long")),
                            ReadMessages.accepted(STREAMED))
                    .body());

            assertThat(frames).hasSizeGreaterThan(10).allMatch(frame -> frame.startsWith("0: __name__=long "));
            List<String> samples = new ArrayList<>();
            frames.forEach(frame -> samples.add(frame.substring("0: __name__=long ".length())));
            assertThat(String.join(" ", samples)).isEqualTo(expected.toString().strip());
        }
    }

    @Test
    void nativeHistogramsComeAsSamplesOnly() throws Exception {
        try (ApiFixture api = new ApiFixture()) {
            NativeHistogram histogram = new NativeHistogram(
                    NativeHistogram.CounterResetHint.NOT_RESET,
                    3,
                    0.5,
                    2,
                    9,
                    12.5,
                    new int[] {0, 2, 4, 1},
                    new double[] {1, 2, 3},
                    new int[] {-1, 1},
                    new double[] {1},
                    new double[0]);
            Labels labels = Labels.of("__name__", "latency");
            api.series.add(labels, NOW, histogram);
            byte[] query = ReadMessages.query(NOW, NOW, Matcher.equal("__name__", "latency"));

            assertThat(ReadMessages.sampled(read(api, query).body()))
                    .containsExactly(List.of("__name__=latency histogram 2=9.0 3=12.5 4=3 5=0.5 7=2.0 8=-1+1 10=1.0,"
                            + " 11=0+2 11=4+1 13=1.0,2.0,3.0, 14=2 15=" + NOW));
            HttpResponse<byte[]> streamed = read(api, query, ReadMessages.accepted(STREAMED));
            assertThat(streamed.statusCode()).isEqualTo(422);
            assertThat(text(streamed)).contains("latency").contains("native histograms");
        }
    }

    @Test
    void limitsHoldAndAreNamed() {
        QueryConfig config = QueryConfig.DEFAULT.withRemoteRead(new RemoteReadLimits(100, 1, 10, 1_024));
        try (ApiFixture api = new ApiFixture(config, RuleDirectory.EMPTY).withSamples()) {
            HttpResponse<byte[]> many = read(api, ReadMessages.query(0, NOW, UP));
            assertThat(many.statusCode()).isEqualTo(400);
            assertThat(text(many)).contains("remoteRead.maxSamples is 10");

            HttpResponse<byte[]> large =
                    read(api, ReadMessages.query(0, NOW, Matcher.equal("__name__", "x".repeat(100))));
            assertThat(large.statusCode()).isEqualTo(400);
            assertThat(text(large)).contains("remoteRead.maxRequestBytes is 100");
        }
    }

    @Test
    void whatCannotBeReadIsSaid() {
        try (ApiFixture api = new ApiFixture()) {
            record Case(byte[] body, String reason) {}
            byte[] garbage = "{\"queries\":[]}".getBytes(StandardCharsets.UTF_8);
            SnappyJavaCompressor snappy = new SnappyJavaCompressor();
            byte[] packed = new byte[snappy.maxCompressedLength(garbage.length)];
            int length = snappy.compress(garbage, 0, garbage.length, packed, 0, packed.length);
            List<Case> cases = List.of(
                    new Case(garbage, "snappy"),
                    new Case(new byte[0], "snappy"),
                    new Case(Arrays.copyOf(packed, length), "no ReadRequest"),
                    new Case(ReadMessages.request(ReadMessages.query(NOW, NOW - 1, UP)), "end_timestamp_ms is"),
                    new Case(ReadMessages.request(ReadMessages.query(0, NOW)), "query 1: matchers are []"),
                    new Case(
                            ReadMessages.request(
                                    ReadMessages.query(0, NOW, UP),
                                    ReadMessages.query(0, NOW, Matcher.equal("job", ""))),
                            "query 2: matchers are"));

            for (Case each : cases) {
                HttpResponse<byte[]> answer = post(api, each.body());
                assertThat(answer.statusCode()).as(each.reason()).isEqualTo(400);
                assertThat(text(answer)).contains("\"errorType\":\"bad_data\"").contains(each.reason());
            }
        }
    }

    @Test
    void enforcedMatchersHold() throws Exception {
        QueryConfig config = QueryConfig.DEFAULT.withEnforcedMatchers(List.of(Matcher.equal("instance", "b:1")));
        try (ApiFixture api = new ApiFixture(config, RuleDirectory.EMPTY).withSamples()) {
            assertThat(ReadMessages.sampled(
                            read(api, ReadMessages.query(NOW, NOW, UP)).body()))
                    .containsExactly(List.of("__name__=up instance=b:1 job=node " + NOW + ":0.0"));
        }
    }

    @Test
    void aDroppedConnectionEndsTheReadInBothForms() throws Exception {
        for (int form : new int[] {SAMPLES, STREAMED}) {
            BlockedReader reader = new BlockedReader();
            try (ApiFixture api = new ApiFixture(QueryConfig.DEFAULT, reader)) {
                byte[] body = ReadMessages.request(ReadMessages.query(0, NOW, UP), ReadMessages.accepted(form));
                try (Socket socket = RawHttp.open(api.address())) {
                    socket.getOutputStream()
                            .write(
                                    ("POST /api/v1/read HTTP/1.1\r\nHost: test\r\nContent-Encoding: snappy\r\nContent-Length: "
                                                    + body.length + "\r\n\r\n")
                                            .getBytes(StandardCharsets.UTF_8));
                    socket.getOutputStream().write(body);
                    assertThat(reader.begun.await(20, TimeUnit.SECONDS)).isTrue();
                }

                assertThat(reader.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
