package dev.bellwether.agent.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bellwether.agent.config.SendConfig;
import dev.bellwether.agent.wal.Drafts;
import dev.bellwether.agent.wal.WalSettings;
import dev.bellwether.agent.wal.WriteAheadLog;
import dev.bellwether.protocol.codec.EncodedBatch;
import dev.bellwether.protocol.transport.HttpPush;
import dev.bellwether.protocol.v1.PushRequest;
import dev.bellwether.protocol.v1.PushResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FallbackTest {
    @TempDir
    Path directory;

    private WriteAheadLog log;
    private HttpServer http;
    private final List<Long> posted = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final AtomicLong rejected = new AtomicLong();

    @BeforeEach
    void open() throws IOException {
        log = WriteAheadLog.open(WalSettings.in(directory.resolve("wal")), "agent-1", Clock.systemUTC());
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext(HttpPush.PATH, this::answer);
        http.start();
    }

    @AfterEach
    void close() throws IOException {
        http.stop(0);
        log.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = new ZstdInputStream(exchange.getRequestBody())) {
            headers.add(exchange.getRequestHeaders().getFirst("Content-Type") + ", "
                    + exchange.getRequestHeaders().getFirst("Content-Encoding") + ", "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            List<PushRequest> requests = new ArrayList<>();
            for (PushRequest request = PushRequest.parseDelimitedFrom(body);
                    request != null;
                    request = PushRequest.parseDelimitedFrom(body)) {
                requests.add(request);
            }
            exchange.getResponseHeaders().set("Content-Type", HttpPush.CONTENT_TYPE);
            exchange.sendResponseHeaders(200, 0);
            for (PushRequest request : requests) {
                EncodedBatch batch = EncodedBatch.read(request.getBatch().toByteArray());
                PushResponse.Builder answer = PushResponse.newBuilder()
                        .setIncarnation(batch.identity().incarnation())
                        .setSeq(batch.identity().sequence());
                posted.add(batch.identity().sequence());
                if (batch.identity().sequence() == rejected.get()) {
                    answer.setRejected(PushResponse.Rejected.newBuilder().setReason("test"));
                } else {
                    answer.setAck(PushResponse.Ack.getDefaultInstance());
                }
                answer.build().writeDelimitedTo(exchange.getResponseBody());
            }
        }
    }

    private BatchSender sender(int grpcPort, Path token, Duration grpcRetry) {
        SendConfig config = BatchSenderTest.config(
                "grpc://127.0.0.1:" + grpcPort,
                "http://127.0.0.1:" + http.getAddress().getPort(),
                SendConfig.SendTls.NONE,
                token);
        Endpoint endpoint = Endpoint.of(config);
        SenderSettings settings = new SenderSettings(
                8,
                1 << 20,
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                2,
                grpcRetry);
        BatchSender sender = new BatchSender(
                log,
                settings,
                List.of(
                        new GrpcConnector(endpoint),
                        new HttpConnector(
                                endpoint,
                                java.net.URI.create(
                                        "http://127.0.0.1:" + http.getAddress().getPort()))),
                new Random(1));
        sender.start();
        return sender;
    }

    private void drain() throws InterruptedException {
        while (log.status().depthBatches() > 0) {
            Thread.sleep(1);
        }
    }

    @Test
    void whereGrpcDoesNotGetThroughBatchesArePosted() throws Exception {
        // given nobody on the gRPC port
        Path token = Files.writeString(directory.resolve("token"), "secret\n");
        for (int i = 1; i <= 20; i++) {
            log.append(Drafts.of(i));
        }
        log.force();
        rejected.set(3);
        // when
        try (BatchSender sender = sender(1, token, Duration.ofMinutes(10))) {
            drain();
            // then
            assertThat(posted.stream().distinct().toList())
                    .isEqualTo(java.util.stream.LongStream.rangeClosed(1, 20)
                            .boxed()
                            .toList());
            assertThat(headers).allMatch((HttpPush.CONTENT_TYPE + ", zstd, Bearer secret")::equals);
            assertThat(sender.status().protocol()).isEqualTo("http");
            assertThat(sender.status().state()).isEqualTo(SenderStatus.State.CONNECTED);
        }
    }

    @Test
    void afterAWhileGrpcIsTriedAgain() throws Exception {
        // given a gateway whose gRPC port is closed at first
        ScriptedGateway reserved = new ScriptedGateway((batch, stream) -> stream.acknowledge(batch));
        int port = reserved.port();
        reserved.close();
        log.append(Drafts.of(1));
        log.force();
        try (BatchSender sender =
                sender(port, Files.writeString(directory.resolve("token"), "t"), Duration.ofMillis(200))) {
            drain();
            assertThat(posted).isNotEmpty();
            // when it opens
            try (ScriptedGateway gateway = new ScriptedGateway(
                    port, io.grpc.InsecureServerCredentials.create(), (batch, stream) -> stream.acknowledge(batch))) {
                int number = 1;
                while (gateway.received().isEmpty()) {
                    log.append(Drafts.of(++number));
                    log.force();
                    Thread.sleep(5);
                }
                drain();
                // then
                assertThat(sender.status().protocol()).isEqualTo("grpc");
                assertThat(gateway.authorizations()).contains("Bearer t");
            }
        }
    }
}
